"""A mail server (aiosmtpd): prints its port, then each mail as one line of JSON. With USER and PASSWORD it asks for them."""
import asyncio
import email
import email.policy
import json
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

wanted = sys.argv[1:3]


class Keeper:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": mail["subject"],
            "id": mail["message-id"], "text": mail.get_content()}), flush=True)
        return "250 kept"


def allow(server, session, envelope, mechanism, data):
    given = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == wanted
    return AuthResult(success=given)


options = {"authenticator": allow, "auth_required": True, "auth_require_tls": False} if wanted else {}


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keeper(), hostname="127.0.0.1", **options), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
