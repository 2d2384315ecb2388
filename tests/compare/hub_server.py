# SPDX-License-Identifier: Apache-2.0
"""A Hub of our own on the loopback address, as far as downloads, searches and descriptions go.

Large files are redirected to a second server, the way the Hub does with its storage: `Hub(repositories)` has
`.endpoint`, and `.requests` with a line for each request: "HEAD hub /org/name/resolve/… auth".
"""
import hashlib
import http.server
import json
import re
import threading
import urllib.parse

LARGE = 64 << 10  # bytes from which a file lies in LFS


def git_sha1(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class File:
    def __init__(self, path, content):
        self.path, self.content = path, content
        self.is_lfs = len(content) >= LARGE
        self.sha256 = hashlib.sha256(content).hexdigest()
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\nsize {len(content)}\n"
        self.blob_id = git_sha1(pointer.encode() if self.is_lfs else content)

    @property
    def etag(self):
        return self.sha256 if self.is_lfs else self.blob_id

    def entry(self):
        entry = {"type": "file", "oid": self.blob_id, "size": len(self.content), "path": self.path}
        if self.is_lfs:
            entry["lfs"] = {"oid": self.sha256, "size": len(self.content), "pointerSize": 130}
        return entry


class Repository:
    """`files`: path -> bytes. The commit follows from them."""

    def __init__(self, name, files, kind="models", **description):
        self.name, self.kind, self.description = name, kind, description
        self.files = {path: File(path, content) for path, content in files.items()}
        self.commit = hashlib.sha1(json.dumps([(f.path, f.etag) for f in self.files.values()]).encode()).hexdigest()
        self.revisions = {"main", self.commit, *description.pop("revisions", ())}

    def summary(self):
        return {"_id": "0", "id": self.name, "modelId": self.name, "likes": 3, "downloads": 12, "tags": ["x", "license:mit"],
                "private": False, "gated": False, "disabled": False, "author": self.name.split("/")[0], "lastModified": "2024-05-06T07:08:09.000Z",
                "createdAt": "2022-03-02T23:29:04.000Z", **self.description}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content_Type", "application/json")
        self.send_response(status)
        headers.setdefault("Content_Length", len(body))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def refuse(self, status, code, **headers):
        self.answer(status, {"error": code}, X_Error_Code=code, X_Error_Message=code, **headers)

    def content(self, file, **headers):
        body, status = file.content, 200
        if wanted := re.match(r"bytes=(\d+)-$", self.headers.get("Range", "")):
            start = int(wanted[1])
            if start >= len(body):
                return self.answer(416, b"", Content_Range=f"bytes */{len(body)}")
            headers["Content_Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            body, status = body[start:], 206
        self.answer(status, body, ETag=f'"{file.etag}"', Accept_Ranges="bytes", **headers)

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        hub = self.server.hub
        auth = " auth" if self.headers.get("Authorization") else ""
        hub.requests.append(f"{self.command} {self.server.name} {self.path}{auth}")
        parts = urllib.parse.urlsplit(self.path)
        path, query = parts.path, urllib.parse.parse_qs(parts.query)
        if self.server.name == "storage":
            file = next((f for r in hub.repositories for f in r.files.values() if f.sha256 == path[1:]), None)
            return self.content(file) if file else self.answer(403)
        if path == "/api/whoami-v2":
            return self.answer(200, {"type": "user", "name": "me", "orgs": []}) if auth else self.refuse(401, "")
        if found := re.fullmatch(r"/api/(models|datasets)", path):
            return self.search(found[1], query)
        if found := re.fullmatch(r"/api/(models|datasets)/(.+?)/(revision|tree)/([^/]+)", path):
            return self.describe(*map(urllib.parse.unquote, found.groups()), query)
        if found := re.fullmatch(r"/(datasets/)?(.+?)/resolve/([^/]+)/(.+)", path):
            return self.resolve("datasets" if found[1] else "models", *map(urllib.parse.unquote, found.groups()[1:]))
        self.refuse(404, "RepoNotFound")

    def find(self, kind, name, revision):
        repository = next((r for r in self.server.hub.repositories if (r.kind, r.name) == (kind, name)), None)
        if not repository:
            self.refuse(401, "RepoNotFound")
        elif revision not in repository.revisions:
            self.refuse(404, "RevisionNotFound")
            repository = None
        return repository

    def search(self, kind, query):
        found = [r for r in self.server.hub.repositories if r.kind == kind and query.get("search", [""])[0] in r.name]
        start, size = int(query.get("cursor", ["0"])[0]), min(2, int(query.get("limit", ["1000"])[0]))
        headers = {}
        if start + size < len(found):
            query = {**query, "cursor": [str(start + size)]}
            address = f"{self.server.hub.endpoint}/api/{kind}?{urllib.parse.urlencode(query, doseq=True)}"
            headers["Link"] = f'<{address}>; rel="next"'
        self.answer(200, [r.summary() for r in found[start:start + size]], **headers)

    def describe(self, kind, name, what, revision, query):
        if not (repository := self.find(kind, name, revision)):
            return
        if what == "revision":
            siblings = [{"rfilename": path} for path in repository.files]
            return self.answer(200, {**repository.summary(), "sha": repository.commit, "siblings": siblings})
        entries = [f.entry() for f in repository.files.values()]
        folders = {path.rsplit("/", 1)[0] for path in repository.files if "/" in path}
        entries += [{"type": "directory", "oid": "0" * 40, "size": 0, "path": path} for path in sorted(folders)]
        start, size, headers = int(query.get("cursor", ["0"])[0]), 3, {}
        if start + size < len(entries):
            address = f"{self.server.hub.endpoint}{urllib.parse.urlsplit(self.path).path}?recursive=true&cursor={start + size}"
            headers["Link"] = f'<{address}>; rel="next"'
        self.answer(200, entries[start:start + size], **headers)

    def resolve(self, kind, name, revision, path):
        if not (repository := self.find(kind, name, revision)):
            return
        if not (file := repository.files.get(path)):
            return self.refuse(404, "EntryNotFound", X_Repo_Commit=repository.commit)
        if file.is_lfs:
            return self.answer(302, b"", Location=f"{self.server.hub.storage}/{file.sha256}", X_Repo_Commit=repository.commit,
                               X_Linked_ETag=f'"{file.etag}"', X_Linked_Size=len(file.content))
        self.content(file, X_Repo_Commit=repository.commit)


class Hub:
    def __init__(self, repositories):
        self.repositories, self.requests = repositories, []
        self.endpoint, self.storage = (self.start(name) for name in ("hub", "storage"))

    def start(self, name):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.hub, server.name, server.daemon_threads = self, name, True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"
