"""Tiepoint: co-registration, change mapping and tile search for QGIS."""


def classFactory(iface):  # noqa: N802 (the name QGIS looks for)
    """Entry point of QGIS: the plugin object."""
    from .plugin import TiepointPlugin

    return TiepointPlugin(iface)
