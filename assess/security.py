"""Sign-in, session, headers and the gate in front of every view."""

import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_babel import lazy_gettext
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import user_logged_out
from flask_security import Security, SQLAlchemyUserDatastore, Totp, current_user
from flask_wtf import CSRFProtect
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from assess.access import Holder, Role, needs_second_factor, rule_of
from assess.config import Settings
from assess.database import db
from assess.passkeys import AnyPasskey

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=False)

#: Paths whose address holds a secret: never logged, never passed on as referrer.
SECRET_PATHS = ("/take/", "/answer/", "/seat/", "/reset/", "/referee/", "/calendar/")

#: Views of Flask-Security: it guards them itself. The first need no account, the others one that is signed in
#: (or, for the second factor, half signed in).
OPEN_VIEWS = frozenset({
    "static", "bootstrap.static", "security.static",
    "security.login", "security.forgot_password", "security.reset_password",
    "security.two_factor_token_validation", "security.two_factor_rescue", "security.tf_select",
    "security.two_factor_setup", "security.two_factor_setup_validate", "security.mf_recovery",
    "security.wan_signin", "security.wan_signin_response",
})  # fmt: skip
ACCOUNT_VIEWS = frozenset({
    "security.logout", "security.change_password", "security.verify", "security.mf_recovery_codes",
    "security.wan_register", "security.wan_register_response", "security.wan_delete",
    "security.wan_verify", "security.wan_verify_response",
})  # fmt: skip
#: Where an account that must yet set up its second factor may go.
SETUP_VIEWS = OPEN_VIEWS | ACCOUNT_VIEWS

#: Views where a password, a code or a token can be tried.
GUESSED_AT = (
    "security.login", "security.two_factor_token_validation", "security.forgot_password", "security.reset_password",
    "security.mf_recovery", "security.two_factor_setup_validate", "security.verify", "security.change_password",
)  # fmt: skip

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)

LINK_COOKIE = "exemplar_{holder}"

#: Finds the link a cookie names: ``(holder, id) -> Link``; wired by the app, so that no feature is imported here.
FindLink = Callable[[Holder, int], Any]


def protect(app: Flask, settings: Settings, account: Any, role: Any, passkey: Any, find_link: FindLink) -> None:
    """Put sign-in, CSRF, limits, headers and the gate in front of every view of the app."""
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.config.update(_flask_security(settings))
    app.config.setdefault("RATELIMIT_ENABLED", settings.environment != "testing")
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    csrf.init_app(app)
    limiter.init_app(app)
    Security(app, SQLAlchemyUserDatastore(db, account, role, passkey), totp_cls=OnceOnly, webauthn_util_cls=AnyPasskey)
    user_logged_out.connect(sign_out_everywhere, app)
    for name in GUESSED_AT:
        # argon2 takes 64 MiB a try: this bounds guessing as well as memory
        _limit(app, name, limiter.limit("20/minute", methods=["POST"]))
    for name in ("security.two_factor_token_validation", "security.mf_recovery"):
        # whoever knows the password has a million codes to try, perhaps from many addresses
        _limit(app, name, limiter.limit("30/hour", key_func=half_signed_in, methods=["POST"]))
    app.extensions["exemplar_find_link"] = find_link
    app.jinja_env.globals["demo_code"] = demo_code
    app.before_request(gate)
    app.after_request(headers)


def _limit(app: Flask, name: str, limit: Callable[[Any], Any]) -> None:
    # what the decorator gives back must take the view's place: otherwise nothing is counted
    app.view_functions[name] = limit(app.view_functions[name])


def _flask_security(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_SALT": settings.derived("password salt"),
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        # 64 MiB and three rounds a try are the library's choice; tests sign in by the hundred
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__memory_cost": 64 if settings.environment == "testing" else 65536,
            "argon2__rounds": 1 if settings.environment == "testing" else 3,
        },
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_TOTP_SECRETS": {"1": settings.derived("totp")},
        "SECURITY_TOTP_ISSUER": "Exemplar",
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": "Exemplar",
        "SECURITY_WAN_SALT": settings.derived("passkey salt"),
        # a passkey checked by the device is both factors at once
        "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "SECURITY_CHANGEABLE": True,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_POST_RESET_VIEW": "/sign-in",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/",
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": lazy_gettext("Set a new password for Exemplar"),
        "SECURITY_SCRIPT_NONCE_KEY": "nonce",
        "SECURITY_DEFAULT_REMEMBER_ME": False,
    }


class OnceOnly(Totp):
    """Codes from the app, each good once; of the demo company, which shows its code to everybody, again and again."""

    def get_last_counter(self, user: Any) -> int | None:
        """The time step of the last code that was good."""
        return None if user.demo else user.tf_last_counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Remember it, with the request's own commit."""
        user.tf_last_counter = tmatch.counter


def sign_out_everywhere(app: Flask, user: Any, **_: Any) -> None:
    """A new session key: a cookie somebody copied before is worth nothing after signing out."""
    if not user.demo:  # the demo company's accounts are shared
        app.extensions["security"].datastore.set_uniquifier(user)
        db.session.commit()


def half_signed_in() -> str:
    """Whose second factor is asked for; the address of who asks where nobody's is."""
    return str(session.get("tf_user_id") or get_remote_address())


def too_old() -> bool:
    """Whether somebody signed in longer ago than a session may last, however busy they were."""
    hours = current_app.config["EXEMPLAR"].session_hours
    return bool(current_user.is_authenticated and time.time() > session.get("fs_paa", 0) + hours * 3600)


def roles() -> frozenset[Role]:
    """The roles of whoever asks; none for somebody who is not signed in."""
    return current_user.role_names if current_user.is_authenticated else frozenset()


def gate() -> BaseResponse | None:
    """Deny by default: let a request through only where its view's rule admits whoever asks."""
    g.nonce = secrets.token_urlsafe(16)
    g.link = None
    endpoint = request.endpoint
    if too_old():
        session.clear()
        return _to_sign_in()
    if endpoint is None or endpoint in OPEN_VIEWS:
        return None
    view = current_app.view_functions[endpoint]
    rule = rule_of(view)
    if endpoint in ACCOUNT_VIEWS:
        return None if current_user.is_authenticated else _to_sign_in()
    if rule.everybody:
        return None
    if rule.holder is not None and (link_id := carried(rule.holder)) is not None:
        g.link = current_app.extensions["exemplar_find_link"](rule.holder, link_id)
        return None
    if not rule.roles and rule.holder is not None:
        abort(401)
    if not current_user.is_authenticated:
        return _to_sign_in()
    if not rule.admits(roles()):
        abort(403)
    if needs_second_factor(roles()) and not (current_user.tf_primary_method or current_user.webauthn):
        return redirect(url_for("security.two_factor_setup"))
    return None


def demo_code() -> str:
    """The code of a half signed-in account of the demo company; empty for every other account and in production."""
    settings: Settings = current_app.config["EXEMPLAR"]
    if settings.environment == "production" or "tf_user_id" not in session:
        return ""
    security: Security = current_app.extensions["security"]
    account: Any = security.datastore.find_user(fs_uniquifier=session["tf_user_id"])
    if account is None or not account.demo or not account.tf_totp_secret:
        return ""
    return str(security.totp_factory.generate_totp_password(account.tf_totp_secret))


def _to_sign_in() -> BaseResponse:
    if request.method == "GET":
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return abort(401)


def _signer() -> URLSafeTimedSerializer:
    settings: Settings = current_app.config["EXEMPLAR"]
    return URLSafeTimedSerializer(settings.derived("link cookie"))


def carried(holder: Holder) -> int | None:
    """The id of the link whose cookie this browser carries; None without one that we signed."""
    try:
        value = _signer().loads(request.cookies.get(LINK_COOKIE.format(holder=holder), ""), salt=holder)
    except BadSignature:
        return None
    return int(value)


def trade(response: BaseResponse, holder: Holder, link_id: int, path: str) -> BaseResponse:
    """Trade a link for a cookie that scripts cannot read and only pages below ``path`` receive."""
    response.set_cookie(
        LINK_COOKIE.format(holder=holder),
        _signer().dumps(link_id, salt=holder),
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
        path=path,
    )
    return response


def headers(response: Response) -> Response:
    """Headers that keep scripts, frames, caches and referrers of others out."""
    # nobody is remembered beyond the session, whatever a form says; Flask-Login looks after us
    if session.get("_remember") == "set":
        session.pop("_remember")
    nonce = g.get("nonce") or secrets.token_urlsafe(16)
    response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    # what is named by the hash of its bytes says itself that it never changes
    kept = request.endpoint in {"static", "bootstrap.static", "security.static"} or response.cache_control.immutable
    if not kept:
        response.headers["Cache-Control"] = "no-store"
    return response
