"""Reads every YAML file of a folder with the parser that OctoDNS uses, and does nothing with it."""

import pathlib
import sys

import yaml

count = 0
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    count += len(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
print(count, "names")
