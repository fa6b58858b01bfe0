"""Where the app is served, who may ask for it and who may frame it: the options of its start."""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

ADDRESS = "127.0.0.1"
PORT = 8501
EVERY_ADDRESS = ("0.0.0.0", "::")
ANY = "*"
"""As the one origin that may frame the app: every one."""

BASE_PATH = re.compile(r"(/[A-Za-z0-9._~@-]+)+")
USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Hosting:
    """The options of a start.

    `base` is empty or a path such as `/rnn`. `trusted` are the origins under which a proxy shows
    the app, `framers` those whose pages may have it in a frame.
    """

    address: str = ADDRESS
    port: int = PORT
    base: str = ""
    trusted: tuple[str, ...] = ()
    framers: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the app, without a slash at its end."""
        host = {"0.0.0.0": ADDRESS, "::": "::1"}.get(self.address, self.address)
        return f"http://{bracketed(host)}:{self.port}{self.base}"

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches it."""
        return self.address == "localhost" or is_loopback(self.address)

    def names(self) -> frozenset[str]:
        """The host names under which the app is asked for, in lower case; no network is asked."""
        local = {"localhost", self.address.lower()}
        if not self.is_private:
            own = socket.gethostname().lower()
            local |= {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"}
        return frozenset(local | {str(urlsplit(each).hostname) for each in self.trusted})


def base_path(text: str) -> str:
    """The path below which the app is to be served: empty, or with a slash before each part.

    Raises:
        ValueError: the rule and the text.
    """
    path = text.strip("/")
    if not path:
        return ""
    if not BASE_PATH.fullmatch(f"/{path}") or any(set(part) == {"."} for part in path.split("/")):
        raise ValueError(
            f"must be a path such as /rnn, of letters, digits and . _ ~ @ - between slashes, "
            f"got {text!r}"
        )
    return f"/{path}"


def origin(text: str) -> str:
    """A web origin as browsers write it: scheme, host, and the port unless it is the usual one.

    Raises:
        ValueError: the rule and the text.
    """
    wrong = ValueError(
        f"must be an origin such as https://outer.example.org or http://10.0.0.5:8080, got {text!r}"
    )
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise wrong from error
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in USUAL_PORTS or not host or not plain:
        raise wrong
    if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
        raise wrong
    written = f"{parts.scheme}://{bracketed(host)}"
    return written if port in (None, USUAL_PORTS[parts.scheme]) else f"{written}:{port}"


def is_loopback(host: str) -> bool:
    """Whether a host is written as an address of this machine alone."""
    return is_address(host) and ipaddress.ip_address(host).is_loopback


def is_address(host: str) -> bool:
    """Whether a host is written as an IP address and not as a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def bracketed(host: str) -> str:
    """A host as it is written before a port."""
    return f"[{host}]" if ":" in host else host
