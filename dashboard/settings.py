"""How Streamlit must be set for this dashboard: options and values, and the proof at start that they hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from streamlit import config
from streamlit.web import bootstrap

from dashboard.guard import USER_HEADERS
from etl.errors import CooperationError

# `.streamlit/config.toml` holds the same values, for `streamlit run app.py`; a test compares the two.
OPTIONS: Mapping[str, Any] = {
    # A full garbage collection after every run (a hidden option), a walk through all modules at each reader's first run
    # and a second parse of every script took nine tenths of a page's time.
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "server.fileWatcherType": "none",
    # What a reader may see and send.
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    # Sites of whoever made Streamlit may not tell our pages what to do.
    "client.allowedOrigins": [],
    "browser.gatherUsageStats": False,
    "server.maxUploadSize": 50,
    "server.disconnectedSessionTTL": 120,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.scriptHealthCheckEnabled": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    # Nobody sits at the server: no browser is opened and no question asked.
    "server.headless": True,
    "server.showEmailPrompt": False,
    "server.runOnSave": False,
    "global.developmentMode": False,
}


class SettingRefused(CooperationError):
    """Streamlit does not know an option that this dashboard depends on, or did not take its value."""


def apply(
    *, address: str, port: int, host_names: Sequence[str], cookie_secret: str = "", secrets_file: str = ""
) -> None:
    """Set the options, above files and environment, and make sure that Streamlit knows and took each one.

    `cookie_secret` signs Streamlit's cookies; `secrets_file` is its only file of secrets, there or not.
    """
    wanted = {
        **OPTIONS,
        "server.address": address,
        "server.port": port,
        "server.allowedHosts": list(host_names),
        "server.trustedUserHeaders": USER_HEADERS,
        "server.cookieSecret": cookie_secret,
        "secrets.files": [secrets_file],
    }
    bootstrap.load_config_options(wanted)
    known = config.get_config_options()
    for name in wanted:
        if name not in known:
            raise SettingRefused(
                f"This version of Streamlit has no option {name}, which the dashboard depends on. "
                "Install the versions that requirements.txt names."
            )
    for name, value in wanted.items():
        if config.get_option(name) != value:
            if name == "server.cookieSecret":
                raise SettingRefused(f"Streamlit did not take its option {name}. Take it out of the environment.")
            raise SettingRefused(
                f"Streamlit's option {name} is {config.get_option(name)!r} and must be {value!r}. "
                "Take it out of .streamlit/config.toml and of the environment."
            )
