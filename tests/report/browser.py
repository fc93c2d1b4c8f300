"""A page in a browser that has no network."""

import json
import os
import shutil
import tempfile
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

DESK = 1400


class InBrowser(unittest.TestCase):
    """Base of tests of the page at `path`, which is opened once for all tests."""

    path = Path()

    @classmethod
    def setUpClass(cls):
        cls.profile = tempfile.mkdtemp()
        options = webdriver.ChromeOptions()
        for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                     "--no-first-run", "--disable-background-networking", "--disable-sync",
                     "--disable-component-update", "--disable-dev-shm-usage",
                     "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
                     f"--user-data-dir={cls.profile}"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            del os.environ[name]
        cls.browser = webdriver.Chrome(service=Service(shutil.which("chromedriver")),
                                       options=options)
        cls.wide(DESK)
        cls.browser.get("about:blank")  # so that requests of its start page are not counted
        cls.browser.get_log("performance")
        cls.browser.get(cls.path.as_uri())

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        shutil.rmtree(cls.profile, ignore_errors=True)

    @classmethod
    def wide(cls, width):
        cls.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})

    def run_script(self, script):
        return self.browser.execute_script(script)

    def assert_nothing_is_requested(self):
        """Except the file itself; and that the browser has logged no error."""
        asked = []
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        self.assertIn(self.path.as_uri(), asked)
        self.assertEqual([url for url in asked if not url.startswith(("file:", "data:"))], [])
        self.assertEqual([url for url in asked if url.startswith("file:")], [self.path.as_uri()])
        self.assertEqual(self.browser.get_log("browser"), [])
        self.assertEqual(self.run_script("return document.scripts.length"), 1)  # the page's own
