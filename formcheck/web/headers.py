"""The headers of every answer: nothing from elsewhere, nothing inline, no frames, no guessing of types."""

import base64
import hashlib
import re

# WebAssembly is compiled, never evaluated as text; blob: pictures and clips are what the page itself made.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

COMMON: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=(), display-capture=()"),
    # together they give WebAssembly its threads, and keep other pages' windows away
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def report_policy(page: str) -> str:
    """The policy of a self-contained report: no script, and only the very styles that it holds."""
    hashes = " ".join(dict.fromkeys(_hash(style) for style in _STYLE.findall(page)))
    return (
        f"default-src 'none'; img-src data:; style-src {hashes or chr(39) + 'none' + chr(39)};"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _hash(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
