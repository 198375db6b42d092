"""Values out of a page's JSON-LD, read leniently."""

import json
import re
from typing import Any

from lxml import etree

SCRIPTS = etree.XPath("descendant-or-self::script[@type='application/ld+json']")


def read_json_ld(root: Any, key: str) -> list[str]:
    """Values of `key` in the page's JSON-LD; control characters inside strings are borne."""
    found: list[str] = []
    for script in SCRIPTS(root):
        try:
            found.extend(find_key(json.loads(script.text or "", strict=False), key))
        except json.JSONDecodeError:
            pattern = rf'"{key}"\s*:\s*"([^"]*)"'
            found.extend(re.findall(pattern, script.text or ""))
    return found


def find_key(node: Any, key: str) -> list[str]:
    """String values of `key`, or the `name` of an object there, anywhere in a JSON document."""
    if isinstance(node, list):
        return [value for item in node for value in find_key(item, key)]
    if not isinstance(node, dict):
        return []
    found = [value for name, item in node.items() if name != key for value in find_key(item, key)]
    value = node.get(key)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name")
        if isinstance(item, str):
            found.insert(0, item)
    return found
