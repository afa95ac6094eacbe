"""Edits a workbook in LibreOffice, as somebody at a desk would; run by the Python that has LibreOffice's module `uno`.

    python3 office.py SOFFICE FILE PROFILE CHANGES

CHANGES is JSON: [[sheet, cell, text], …]; a text is typed as text. The workbook is saved where it was, as Excel.
"""

import json
import subprocess
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue


def connect(pipe: str) -> Any:
    """Return LibreOffice's desktop once it answers on a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - uno's own exceptions; it is not up yet
            time.sleep(0.25)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice did not answer")


def named(name: str, value: object) -> Any:
    """Return a property as LibreOffice takes it."""
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def main(soffice: str, file: str, profile: str, changes: str) -> None:
    """Open, edit, save."""
    pipe = "readycheck" + str(abs(hash(profile)))
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}"]
    office = subprocess.Popen([soffice, *options, f"--accept=pipe,name={pipe};urp;"])
    try:
        desktop = connect(pipe)
        book = desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (named("Hidden", value=True),))
        for sheet, cell, text in json.loads(changes):
            book.Sheets.getByName(sheet).getCellRangeByName(cell).setString(text)
        book.storeToURL(f"file://{file}", (named("FilterName", "Calc MS Excel 2007 XML"),))
        book.close(True)  # noqa: FBT003 - uno takes no names
        desktop.terminate()
        office.wait(60)
    finally:
        office.kill()


main(*sys.argv[1:])
