"""Signing in with the token that the server was started with, where it demands one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.web.sessions import WRITE_COOKIE
from pipeline.web.site import site_of

router = APIRouter()


@router.get("/login")
def login_form(request: Request) -> Response:
    """Ask for the token."""
    return site_of(request).render(request, "login.html", wrong=False)


@router.post("/login")
def login(
    request: Request, token: Annotated[str, Form()] = "", csrf: Annotated[str, Form()] = ""
) -> Response:
    """Let this session write, if the token is right."""
    site = site_of(request)
    site.demand_form(request, csrf)
    if not site.sessions.is_token(token.strip()):
        return site.render(request, "login.html", status=401, wrong=True)
    response = RedirectResponse("/figures", 303)
    write_token = site.sessions.write_token(request.state.session)
    response.set_cookie(WRITE_COOKIE, write_token, httponly=True, samesite="strict")
    return response
