"""Messages to stderr: one line each, plain for people, JSON for machines."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

LOGGER = logging.getLogger("solieu")
_OWN = ("solieu", "scrapers", "extractors", "pipeline")
_STANDARD = frozenset(vars(logging.makeLogRecord({})))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, message, and whatever `extra` was given."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


class LineFormatter(logging.Formatter):
    """`solieu: message`, on one line whatever the message holds; controls are shown, not sent."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        message = " ".join(record.getMessage().split())
        return "solieu: " + "".join(char if char.isprintable() else "·" for char in message)


def configure_logs(json_logs: bool) -> None:
    """Send the project's own messages to stderr from here on, and those of libraries nowhere.

    What a library grumbles about is either told by us, with what to do, or of no use to a user.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if json_logs else LineFormatter())
    logging.getLogger().handlers = [logging.NullHandler()]
    for name in _OWN:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    LOGGER.setLevel(logging.INFO)
