"""Who may ask at all: every request and every WebSocket passes here before anything else looks at it.

- Host: only names of this server, so that no foreign name that resolves to it (DNS rebinding) reaches it.
- Origin: where a browser names one, it must be this very server; for what changes something, and for a
  WebSocket, Sec-Fetch-Site stands in where Origin is missing. A script sends neither and is let through.
- Token: where one is set, in a cookie from the first visit with ``?token=``, or in a header.
"""

import hmac
import ipaddress
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.web import headers
from formcheck.web.settings import Settings, is_loopback

COOKIE = "formcheck_token"
_READING = ("GET", "HEAD")
_POLICY_VIOLATION = 1008  # RFC 6455 section 7.4.1
_COOKIE_S = 30 * 24 * 60 * 60
# Only clips are large, and they are counted while they come; all else is read whole into memory.
_CLIPS, _SMALL_BYTES = "/api/clips", 65_536


class Guard:
    """ASGI middleware that refuses strangers and sets the headers of every answer.

    Args:
        app: what is guarded.
        settings: host names and token.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._token = app, settings.token
        self._names = settings.host_names
        self._any_address = not is_loopback(settings.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        answer = self._answer(scope)
        if answer is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await _refuse_socket(receive, send)
        else:
            await answer(scope, receive, _with_headers(send))

    def _answer(self, scope: Scope) -> Response | None:
        """The answer to who may not pass, None to who may."""
        given = Headers(scope=scope)
        host = given.get("host", "")
        if given.getlist("host")[1:] or not self._is_own(host):
            return _refused(421, "this server does not go by that name")
        if not _same_site(scope, given, host):
            return _refused(403, "only this server's own pages may ask that")
        answer = self._check_token(scope, given)
        if answer is None and _is_too_large(scope, given):
            return _refused(413, "that is more than is read here")
        return answer

    def _is_own(self, host: str) -> bool:
        name = host_name(host)
        return name in self._names or (self._any_address and _is_address(name))

    def _check_token(self, scope: Scope, given: Headers) -> Response | None:
        if self._token is None or self._fits(_from_header(given)) or self._fits(_from_cookie(given)):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"))
        if scope["type"] == "http" and scope["method"] == "GET" and self._fits(dict(query).get("token", "")):
            return self._welcome(scope, [(k, v) for k, v in query if k != "token"])
        return _refused(401, "this server wants its token: open the address it printed when it was started")

    def _fits(self, given: str) -> bool:
        # constant time, so that the answer's delay tells nothing about the token
        return hmac.compare_digest(given.encode(), (self._token or "").encode())

    def _welcome(self, scope: Scope, query: list[tuple[str, str]]) -> Response:
        """Put the token into a cookie and out of the address, where it would be seen and kept."""
        place = scope["path"] if scope["path"].startswith("/") and scope["path"][1:2] not in "/\\" else "/"
        answer = RedirectResponse(place + (f"?{urlencode(query)}" if query else ""), 303)
        answer.set_cookie(
            COOKIE,
            self._token or "",
            max_age=_COOKIE_S,
            httponly=True,
            samesite="strict",
            secure=scope["scheme"] == "https",
        )
        return answer


def host_name(host: str) -> str:
    """The name in a Host header, in lower case and without its port; empty when it makes no sense."""
    name, colon, port = host.lower().rpartition(":")
    if not colon or host.endswith("]"):
        return host.lower()
    return name if port.isdigit() else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _same_site(scope: Scope, given: Headers, host: str) -> bool:
    origins, site = given.getlist("origin"), given.get("sec-fetch-site", "")
    if origins:
        return len(origins) == 1 and origins[0].lower() in (
            f"http://{host.lower()}",
            f"https://{host.lower()}",
        )
    if scope["type"] == "http" and scope["method"] in _READING:
        # typing the address or following a link is fine; another page's script or picture is not
        return site in ("", "none", "same-origin") or given.get("sec-fetch-mode") == "navigate"
    return site in ("", "none", "same-origin")


def _is_too_large(scope: Scope, given: Headers) -> bool:
    if scope["type"] != "http" or scope["path"] == _CLIPS:
        return False
    length = given.get("content-length", "0")
    if "transfer-encoding" in given or len(length) > 9 or not length.isdecimal():
        return True
    return int(length) > _SMALL_BYTES


def _from_header(given: Headers) -> str:
    kind, _, token = given.get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else given.get("x-formcheck-token", "")


def _from_cookie(given: Headers) -> str:
    try:
        found = SimpleCookie(given.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _refused(status: int, line: str) -> Response:
    if status == 401:
        return JSONResponse({"error": line}, status, {"WWW-Authenticate": "Bearer"})
    return JSONResponse({"error": line}, status)


async def _refuse_socket(receive: Receive, send: Send) -> None:
    """Close before accepting, which a browser sees as a failed handshake (HTTP 403)."""
    await receive()
    await send({"type": "websocket.close", "code": _POLICY_VIOLATION})


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            extra = [(b"content-security-policy", headers.POLICY.encode()), (b"cache-control", b"no-store")]
            message["headers"] = [
                *message["headers"],
                *((name, value) for name, value in (*headers.COMMON, *extra) if name not in own),
            ]
        await send(message)

    return sending
