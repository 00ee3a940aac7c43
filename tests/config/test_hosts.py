"""Domain limits hold against every way to write one host and reach another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.config.hosts import host_of, normal_domain, within

ALLOWED = [normal_domain(d) for d in ("example.com", "*.corp.example", "bücher.example", "10.0.0.1", "[::1]")]


def reaches_only_allowed(value):
    host = host_of(value)
    return host is not None and any(within(host, domain) for domain in ALLOWED)


@pytest.mark.parametrize(
    "value",
    [
        "example.com",
        "EXAMPLE.com.",
        "example.com:443",
        "example.com/path?x=1#y",
        "//example.com/path",
        "https://example.com",
        "https://example.com:8443/a",
        "https://example.com/@user?mail=a@b.c",
        "wss://Example.COM/socket",
        "ann@example.com",
        "ann.lee+tag@example.com",
        "mailto:ann@example.com",
        "https://a.corp.example",
        "ann@a.b.corp.example",
        "https://bücher.example/",
        "https://xn--bcher-kva.example/",
        "http://10.0.0.1/x",
        "http://[::1]:8080/",
        "http://[0:0:0:0:0:0:0:1]/",
    ],
)
def test_an_allowed_host_passes_however_it_is_plainly_written(value):
    assert reaches_only_allowed(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "evil.org",
        "https://evil.org/example.com",
        "https://evil.org?x=example.com",
        "https://evil.org#example.com",
        "https://example.com.evil.org",
        "https://example.com@evil.org",
        "https://example.com:pw@evil.org/",
        "https://evil.org\\@example.com",
        "https://evil.org\\.example.com",
        "https:\\\\evil.org",
        "https://example.com\\.evil.org",
        "https://user@example.com",
        "https://evil.org%2f@example.com",
        "https://example.com%2eevil.org",
        "https://evil.org%00.example.com",
        "https://evil.org\0.example.com",
        "https://evil.org\t.example.com",
        " https://example.com",
        "https://example.com\n",
        "https://exam\u00adple.com",
        "https://example\u3002com",
        "https://ｅxample.com",
        "https://exаmple.com",
        "https://faß.example",
        "https://example.com..",
        "https://.example.com",
        "https://example..com",
        "https:///evil.org",
        "https:/evil.org",
        "https:evil.org",
        "https://",
        "javascript:alert(1)//example.com",
        "javascript://example.com/%0aalert(1)",
        "data:text/html,example.com",
        "file://example.com/etc/passwd",
        "example.com:80@evil.org",
        "example.com:port",
        "example.com:99999",
        "example.com/@evil.org",
        "https://example.com?@evil.org/",
        "https://example.com#@evil.org/",
        "ann@evil.org",
        "ann@example.com@evil.org",
        "ann@example.com,bob@evil.org",
        "ann@example.com;bob@evil.org",
        "bob@evil.org <ann@example.com>",
        '"ann@example.com"@evil.org',
        "evil.org!ann@example.com",
        "bob%evil.org@example.com",
        "mailto:ann@example.com?cc=bob@evil.org",
        "ann@example.com:25",
        "ann@[10.0.0.1]",
        "corp.example",
        "notcorp.example",
        "evilcorp.example",
        "http://167772161/",
        "http://0xa.0.0.1/",
        "http://012.0.0.1/",
        "http://10.1/",
        "http://10.0.0.1.evil.org/",
        "http://[::1%25eth0]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::1].example.com/",
        "-example.com",
        "x" * 9_000 + ".example.com",
    ],
)
def test_doubt_about_the_host_is_a_no(value):
    assert not reaches_only_allowed(value)


@pytest.mark.parametrize("domain", ["", "*", "*.", "*.com", "exa mple.com", "https://example.com", "a.*.com", "x@y.z"])
def test_an_allowed_domain_that_is_no_host_is_refused(domain):
    with pytest.raises(ValueError, match="neither a host"):
        normal_domain(domain)


@settings(deadline=None)
@given(st.text())
def test_any_text_gets_an_answer(text):
    host = host_of(text)
    assert host is None or (host.isascii() and host == host.lower())


@settings(deadline=None)
@given(st.text(alphabet="evil.example.com:/@#?\\%[]-"))
def test_what_passes_ends_in_an_allowed_name(text):
    if reaches_only_allowed(text):
        assert host_of(text) in ("example.com", "10.0.0.1", "[::1]") or host_of(text).endswith(".corp.example")
