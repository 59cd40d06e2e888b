"""Draws every SVG file of a folder with librsvg and with CairoSVG; beside each file lie its pixels, four bytes each.

Needs the packages librsvg2-bin and python3-cairosvg of Debian.
"""
import io
import pathlib
import subprocess
import sys

import cairocffi
import cairosvg


def keep(picture, path):
    surface = cairocffi.ImageSurface.create_from_png(io.BytesIO(picture))
    width, height, stride = surface.get_width(), surface.get_height(), surface.get_stride()
    pixels = bytes(surface.get_data())
    rows = [pixels[row * stride:row * stride + 4 * width] for row in range(height)]
    path.write_bytes(width.to_bytes(4, "little") + height.to_bytes(4, "little") + b"".join(rows))


for file in sorted(pathlib.Path(sys.argv[1]).glob("*.svg")):
    drawn = subprocess.run(["rsvg-convert", str(file)], check=True, capture_output=True).stdout
    keep(drawn, file.with_suffix(".librsvg"))
    keep(cairosvg.svg2png(bytestring=file.read_bytes()), file.with_suffix(".cairosvg"))
