"""duixian_web: the application upon the core, for people who work in the browser.

In go accounts, documents and what people decide; out come pages, data and a trail of every change. It imports the
public packages of :mod:`duixian`; the core never imports it.
"""

__all__: list[str] = []
