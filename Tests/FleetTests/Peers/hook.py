"""A webhook's other side: prints its port, then each request as one line of JSON with its signature checked.

Arguments: secret, then the codes that it answers, the last one again and again; a URL redirects to it."""
import hashlib
import hmac
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

secret, codes = sys.argv[1].encode(), [int(code) for code in sys.argv[2:] if code.isdigit()]
location = next((url for url in sys.argv[2:] if not url.isdigit()), None)


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stamp = self.headers["X-Tillbench-Timestamp"]
        mac = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        code = codes.pop(0) if len(codes) > 1 else codes[0]
        print(json.dumps({
            "signed": hmac.compare_digest("sha256=" + mac, self.headers["X-Tillbench-Signature"]),
            "key": self.headers["Idempotency-Key"], "answered": code, "body": json.loads(body)}), flush=True)
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = HTTPServer(("127.0.0.1", 0), Hook)
print(server.server_port, flush=True)
server.serve_forever()
