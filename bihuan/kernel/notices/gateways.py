"""The ways out: mail through Django, SMS through whatever gateway the city has, chat robots through apprise."""

import logging
import smtplib
from collections import deque
from email.utils import parseaddr
from typing import Any, ClassVar, Protocol

import apprise
import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.letters import Letter

log = structlog.get_logger(__name__)
TIMEOUT_SECONDS = 20
# What apprise says holds robots' keys: it is heard below, and goes into no log of ours.
logging.getLogger("apprise").addHandler(logging.NullHandler())
logging.getLogger("apprise").propagate = False


class NotDelivered(Exception):
    """It did not go out. `said` is a class and a code. final: trying again is useless. gateway_down: so will be the next one.
    uncertain: the answer was lost, it may have arrived, so no other channel may tell it again."""

    def __init__(
        self, said: str, *, final: bool = False, gateway_down: bool = False, uncertain: bool = False
    ) -> None:
        super().__init__(said)
        self.said = said[:120]
        self.final = final
        self.gateway_down = gateway_down
        self.uncertain = uncertain


class Gateway(Protocol):
    """One channel's way out, open for one run of the job."""

    def send(self, letter: Letter) -> None:
        """Hand over one letter; NotDelivered where it failed."""

    def close(self) -> None: ...


class SmsGateway(Protocol):
    """What a city's SMS gateway must offer. `uid` is the same at every try, so that the gateway can drop a repeat."""

    def send(self, *, phone: str, text: str, uid: str) -> None: ...


class NoSms:
    """The default: nothing goes out, and nothing is said to have gone out. It logs neither number nor text."""

    def send(self, *, phone: str, text: str, uid: str) -> None:
        log.info("sms_not_sent", uid=uid, characters=len(text))
        raise NotDelivered("NoSmsGateway", final=True)


class RecordingSms:
    """For tests and the demo: keeps the last of what it was given."""

    sent: ClassVar[deque[tuple[str, str, str]]] = deque(maxlen=1_000)

    def send(self, *, phone: str, text: str, uid: str) -> None:
        self.sent.append((phone, text, uid))


class SmsChannel:
    """Wraps the city's gateway, named by the setting SMS_GATEWAY."""

    def __init__(self) -> None:
        self.gateway: SmsGateway = import_string(settings.SMS_GATEWAY)()

    def send(self, letter: Letter) -> None:
        try:
            self.gateway.send(phone=letter.address, text=letter.text, uid=str(letter.uid))
        except NotDelivered:
            raise
        except Exception as failure:
            raise NotDelivered(type(failure).__name__) from failure

    def close(self) -> None:
        """Nothing is held open."""


class MailChannel:
    """One SMTP connection for many mails; our id is the Message-ID, so that a repeat is recognised as one."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend = get_connection(timeout=TIMEOUT_SECONDS)
        self.handed_over = False  # the text is on its way: what fails from here on may have arrived

    def send(self, letter: Letter) -> None:
        mail = EmailMessage(
            subject=letter.title,
            body=letter.body,
            to=[letter.address],
            headers={"Message-ID": message_id(letter), "Auto-Submitted": "auto-generated"},
            connection=self.connection,
        )
        self.handed_over = False
        try:
            self.connection.open()
            self._watch()
            mail.send()
        except smtplib.SMTPRecipientsRefused as failure:
            code = max((code for code, _ in failure.recipients.values()), default=0)
            raise NotDelivered(f"SMTPRecipientsRefused {code}", final=code >= 500) from failure
        except (
            smtplib.SMTPServerDisconnected,
            smtplib.SMTPConnectError,
            smtplib.SMTPAuthenticationError,
        ) as failure:
            raise self._down(failure) from failure
        except smtplib.SMTPResponseException as failure:
            said = f"{type(failure).__name__} {failure.smtp_code}"
            raise NotDelivered(said, final=failure.smtp_code >= 500) from failure
        except (OSError, smtplib.SMTPException) as failure:
            raise self._down(failure) from failure
        except (UnicodeError, ValueError) as failure:  # an address or a title that is none
            raise NotDelivered(type(failure).__name__, final=True) from failure

    def _watch(self) -> None:
        """Know whether the text was handed over: until then nothing can have arrived."""
        smtp = getattr(self.connection, "connection", None)
        if smtp is None or hasattr(smtp, "watched"):
            return
        hand_over = smtp.data

        def data(message: Any) -> Any:
            self.handed_over = True
            return hand_over(message)

        smtp.data, smtp.watched = data, True

    def _down(self, failure: Exception) -> NotDelivered:
        uncertain = self.handed_over
        self.close()
        return NotDelivered(type(failure).__name__, gateway_down=True, uncertain=uncertain)

    def close(self) -> None:
        self.connection.close()


class ChatChannel:
    """A person's robot in WeCom, DingTalk or Feishu, by apprise. It knows no repeats: what may have arrived is not sent again."""

    def __init__(self, channel: Channel) -> None:
        self.route = settings.NOTICE_ROUTES[channel]

    def send(self, letter: Letter) -> None:
        hand_to_apprise(self.route, letter.address, title=letter.title, body=letter.body)

    def close(self) -> None:
        """Nothing is held open."""


class AppriseSms:
    """An SMS gateway that apprise knows, named by `BIHUAN_NOTICE_SMS` with the place of the number."""

    def send(self, *, phone: str, text: str, uid: str) -> None:
        hand_to_apprise(settings.NOTICE_ROUTES["sms"], phone, title="", body=text)


def hand_to_apprise(route: str, address: str, *, title: str, body: str) -> None:
    """Hand it over once. Neither the address nor the text goes into our log."""
    plugin = apprise.Apprise.instantiate(route.replace("{address}", address), suppress_exceptions=True)
    if plugin is None:
        raise NotDelivered("NoSuchRoute", final=True)
    with apprise.LogCapture(level=logging.DEBUG, name="apprise") as said:  # type: ignore[no-untyped-call]  # no hints there
        taken = plugin.notify(body=body or title, title=title if body else "", notify_type="info")
        heard = said.getvalue() if said else ""
    if not taken:
        raise what_failed(heard)


# Apprise's plugins catch what requests raises and answer yes or no, so what they write down is the only place that tells these apart;
# words that are not known here are taken for "may have arrived", because a second message is worse than one in the application alone.
FELL = ("onnection error occurred", "Socket Exception")
NEVER_CONNECTED = ("NewConnectionError", "ConnectTimeout", "NameResolutionError", "SSLCertVerificationError")


def what_failed(heard: str) -> NotDelivered:
    """A robot that answered no; one that was not reached; all else may have arrived."""
    if not any(sign in heard for sign in FELL):
        return NotDelivered("Refused")
    if any(sign in heard for sign in NEVER_CONNECTED):
        return NotDelivered("NoConnection", gateway_down=True)
    return NotDelivered("AnswerLost", gateway_down=True, uncertain=True)


def message_id(letter: Letter) -> str:
    """`<uid@domain of the sender>`, stable over every try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{letter.uid}@{domain}>"
