"""The engine as QGIS sees it: find its interpreter, start it, speak with it, stop it."""
