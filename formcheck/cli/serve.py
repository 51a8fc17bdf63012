"""``formcheck serve``: the web app on this machine."""

import webbrowser
from typing import Annotated

import typer

from formcheck.batch.engines import LOCAL
from formcheck.cli import options

HOST, PORT = "127.0.0.1", 8765


Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")]
Token = Annotated[
    str | None,
    typer.Option(
        "--token", envvar="FORMCHECK_TOKEN", help="Ask for this token; needed to listen beyond this machine."
    ),
]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")]
Names = Annotated[list[str] | None, typer.Option("--name", help="Further host name it is asked for under.")]
Certificate = Annotated[
    str | None, typer.Option("--certificate", help="Certificate file, for HTTPS; with --key.")
]
Key = Annotated[str | None, typer.Option("--key", help="The certificate's key file.")]


def serve(
    host: Host = HOST,
    port: Port = PORT,
    token: Token = None,
    no_open: NoOpen = False,
    name: Names = None,
    certificate: Certificate = None,
    key: Key = None,
    data: options.Data = None,
    store: options.StoreUrl = None,
    model: options.Model = options.MODEL,
    backend: options.Backend = options.BACKEND,
    model_file: options.ModelFile = None,
    threads: options.Threads = None,
    engine: options.Engine = LOCAL,
    address: options.Address = None,
) -> None:
    """Run the web app: live coaching, clips and history in a browser (Ctrl-C ends it)."""
    # FastAPI takes a third of a second to load, which no other command needs
    from formcheck.web.serve import serve as run
    from formcheck.web.settings import ServerError, Settings

    if (certificate is None) != (key is None):
        raise ServerError("HTTPS needs both a certificate and its key", mend="Add --certificate and --key")
    settings = Settings(
        host=host,
        port=port,
        token=token,
        names=tuple(name or ()),
        data_folder=data,
        store_url=store,
        pose=options.pose_options(model, backend, model_file, threads),
        engine=engine,
        address=address,
    )
    run(
        settings,
        lambda url: _tell(url, address, no_open),
        (certificate, key) if certificate and key else None,
    )


def _tell(url: str, address: str | None, no_open: bool) -> None:
    typer.echo(f"formcheck serves {url}")
    where = "stay on this machine" if address is None else f"go to the machines of the cluster at {address}"
    typer.echo(f"Clips and results {where}. Ctrl-C ends it.")
    if not no_open:
        webbrowser.open(url)
