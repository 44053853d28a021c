"""The ways out: mail through Django, SMS through whatever gateway the city has."""

import smtplib
from collections import deque
from email.utils import parseaddr
from typing import ClassVar, Protocol

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from bihuan.kernel.boxes import decrypted
from bihuan.kernel.notices.models import Delivery, Notice

log = structlog.get_logger(__name__)
TIMEOUT_SECONDS = 20


class NotDelivered(Exception):
    """It did not go out. `said` is a class and a code. final: trying again is useless. gateway_down: so will be the next one."""

    def __init__(self, said: str, *, final: bool = False, gateway_down: bool = False) -> None:
        super().__init__(said)
        self.said = said[:120]
        self.final = final
        self.gateway_down = gateway_down


class Gateway(Protocol):
    """One channel's way out, open for one run of the job."""

    def send(self, delivery: Delivery) -> None:
        """Hand over one telling; NotDelivered where it failed. `delivery.uid` is the same at every try."""

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

    def send(self, delivery: Delivery) -> None:
        text = text_of(delivery.notice)
        try:
            self.gateway.send(phone=delivery.address, text=text, uid=str(delivery.uid))
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

    def send(self, delivery: Delivery) -> None:
        mail = EmailMessage(
            subject=delivery.notice.title.replace("\n", " "),
            body=text_of(delivery.notice, title=False),
            to=[delivery.address],
            headers={"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"},
            connection=self.connection,
        )
        try:
            self.connection.open()
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

    def _down(self, failure: Exception) -> NotDelivered:
        self.close()
        return NotDelivered(type(failure).__name__, gateway_down=True)

    def close(self) -> None:
        self.connection.close()


def text_of(notice: Notice, *, title: bool = True) -> str:
    """What is sent: title, body, and the words that only the addressee may read."""
    parts = (notice.title if title else "", notice.body, decrypted(notice.secret) if notice.secret else "")
    return " ".join(part for part in parts if part)


def message_id(delivery: Delivery) -> str:
    """`<uid@domain of the sender>`, stable over every try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{delivery.uid}@{domain}>"
