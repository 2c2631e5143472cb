"""The proxy that QGIS's settings name."""
from __future__ import annotations

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkProxy

from .variables import Proxy

_SCHEMES = {QNetworkProxy.ProxyType.HttpProxy: "http", QNetworkProxy.ProxyType.HttpCachingProxy: "http",
            QNetworkProxy.ProxyType.Socks5Proxy: "socks5"}


def proxy() -> Proxy | None:
    """The proxy, with the user and password of its authentication configuration; None where the system's is to be used, or none."""
    network = QgsNetworkAccessManager.instance()
    named = network.fallbackProxy()
    scheme = _SCHEMES.get(named.type())
    if scheme is None or not named.hostName():
        return None
    excluded = [*network.excludeList(), *network.noProxyList()]
    return Proxy(scheme, named.hostName(), named.port(), named.user(), named.password(), [text for text in excluded if text])
