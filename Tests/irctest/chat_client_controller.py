"""Lets irctest's client tests play the server of `chat --plain`.

    CHAT=.build/release/chat PYTHONPATH=Tests/irctest python3 -m pytest IRCTEST \
        --controller chat_client_controller -k 'CapTestCase or SaslTestCase or TlsTestCase or StsTestCase'
"""

import os
import subprocess
from typing import Optional, Type

from irctest import authentication, tls
from irctest.basecontrollers import BaseClientController, DirectoryBasedController


class ChatClientController(BaseClientController, DirectoryBasedController):
    software_name = "chat"
    supported_sasl_mechanisms = {"PLAIN", "SCRAM-SHA-256"}
    supports_sts = True

    def run(
        self,
        hostname: str,
        port: int,
        auth: Optional[authentication.Authentication],
        tls_config: Optional[tls.TlsConfig] = None,
    ) -> None:
        assert self.proc is None
        self.create_config()
        assert self.directory
        # The tests listen on every address; a person names one.
        host = "127.0.0.1" if hostname == "0.0.0.0" else hostname
        is_secure = tls_config is not None and tls_config.enable
        arguments = [
            os.environ.get("CHAT", "chat"),
            "--plain",
            "--connect",
            f"{'ircs' if is_secure else 'irc'}://{host}:{port}",
            "--nick",
            "chat",
            "--data",
            str(self.directory),
        ]
        for fingerprint in tls_config.trusted_fingerprints if tls_config else []:
            arguments += ["--trust", fingerprint]
        environment = dict(
            os.environ, HOME=str(self.directory), XDG_CONFIG_HOME=str(self.directory)
        )
        if auth:
            environment["CHAT_CLIENT_ACCOUNT"] = auth.username or ""
            environment["CHAT_CLIENT_PASSWORD"] = auth.password or ""
            environment["CHAT_CLIENT_MECHANISM"] = auth.mechanisms[0].to_string().lower()
        # Its standard input stays open: with its end it would leave.
        self.proc = self.execute(
            arguments, env=environment, cwd=self.directory, stdin=subprocess.PIPE
        )


def get_irctest_controller_class() -> Type[ChatClientController]:
    return ChatClientController
