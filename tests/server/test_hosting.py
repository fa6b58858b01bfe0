"""The options of a start: their forms, and the names under which the app is asked for."""

import socket

import pytest
from click.testing import CliRunner

from visualizer.__main__ import main
from visualizer.server import serving
from visualizer.server.hosting import Hosting, base_path, origin


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("", ""),
        ("/", ""),
        ("rnn", "/rnn"),
        ("/rnn/", "/rnn"),
        ("/user/a@b.c/8501", "/user/a@b.c/8501"),
    ],
)
def test_a_base_path_has_a_slash_before_each_part_and_none_after(given: str, path: str) -> None:
    assert base_path(given) == path


@pytest.mark.parametrize("given", ["/a//b", "/a b", "/..", "/a/./b", "/<x>", '/"', "/a?b", "/मेरा"])
def test_a_base_path_of_other_signs_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"must be a path such as /rnn, .* got "):
        base_path(given)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://Outer.example.org/", "https://outer.example.org"),
        ("https://outer.example.org:443", "https://outer.example.org"),
        ("http://outer.example.org:443", "http://outer.example.org:443"),
        ("http://[::1]:8501", "http://[::1]:8501"),
    ],
)
def test_an_origin_is_written_as_browsers_do(given: str, written: str) -> None:
    assert origin(given) == written


@pytest.mark.parametrize(
    "given",
    [
        *("outer.example.org", "ftp://a.org", "https://", "https://a.org/path", "https://a.org?x"),
        *("https://me@a.org", "https://a.org:99999", "https://a.org; script-src *", "null", "*"),
        *("https://*.org", "https://a.org,https://b.org", "https://[::1"),
    ],
)
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"must be an origin such as .* got "):
        origin(given)


@pytest.mark.parametrize(
    ("hosting", "url"),
    [
        (Hosting(), "http://127.0.0.1:8501"),
        (Hosting(address="0.0.0.0"), "http://127.0.0.1:8501"),
        (Hosting(address="::"), "http://[::1]:8501"),
        (Hosting(address="::1", base="/rnn"), "http://[::1]:8501/rnn"),
    ],
)
def test_the_address_said_is_one_to_open(hosting: Hosting, url: str) -> None:
    assert hosting.url == url


def test_this_machines_own_names_count_only_where_others_are_let_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Lab-PC.school.example")
    assert Hosting().names() == {"localhost", "127.0.0.1"}
    assert {"lab-pc", "lab-pc.local", "lab-pc.school.example"} <= Hosting(address="0.0.0.0").names()
    assert "outer.org" in Hosting(trusted=("https://outer.org:8443",)).names()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--base-path", "/a b"], "--base-path': must be a path such as /rnn"),
        (["--trust", "outer.org"], "--trust': must be an origin such as"),
        (["--embed", "https://a.org/x"], "--embed': must be an origin such as"),
    ],
)
def test_a_wrong_option_is_named_with_its_rule_and_value(options: list[str], said: str) -> None:
    answer = CliRunner().invoke(main, ["app", "--no-open", *options])
    assert answer.exit_code == 2
    words = " ".join(answer.output.replace("│", " ").split())
    assert said in words
    assert repr(options[1]) in words


def test_the_options_reach_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Hosting] = []
    monkeypatch.setattr(serving, "serve", lambda hosting, **_: started.append(hosting))
    options = ["--base-path", "rnn", "--trust", "https://a.org/", "--embed", "*"]
    options += ["--embed", "http://b.org", "--port", "8765"]
    assert CliRunner().invoke(main, ["app", "--no-open", *options]).exit_code == 0
    assert started == [
        Hosting(port=8765, base="/rnn", trusted=("https://a.org",), framers=("*", "http://b.org"))
    ]
