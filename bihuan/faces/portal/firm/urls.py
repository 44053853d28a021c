"""/firm/: the firm's own pages. Its sign-in page is the only one that a stranger sees."""

from django.urls import path

from bihuan.faces.portal.firm import cases, contacts, home, keys, needs, record, signing_in, steward

urlpatterns = [
    path("", home.home, name="firm-home"),
    path("sign-in/", signing_in.sign_in, name="firm-sign-in"),
    path("sign-in/code/", signing_in.enter_code, name="firm-code"),
    path("sign-out/", signing_in.sign_out, name="firm-sign-out"),
    path("needs/new/", needs.raise_need, name="firm-need"),
    path("cases/", cases.cases, name="firm-cases"),
    path("cases/<str:number>/", cases.case, name="firm-case"),
    path("cases/<str:number>/raised/", needs.raised, name="firm-raised"),
    path("cases/<str:number>/files/<str:key>/", cases.case_file, name="firm-case-file"),
    path("cases/<str:number>/<slug:verb>/", cases.act, name="firm-act"),
    path("steward/", steward.steward, name="firm-steward"),
    path("steward/<slug:verb>/", steward.act_on_steward, name="firm-steward-act"),
    path("contacts/", contacts.contacts, name="firm-contacts"),
    path("contacts/<slug:verb>/", contacts.act_on_contacts, name="firm-contacts-act"),
    path("keys/", keys.keys, name="firm-keys"),
    path("keys/new/", keys.make, name="firm-key-new"),
    path("keys/<slug:verb>/", keys.act_on_keys, name="firm-keys-act"),
    path("record/", record.record, name="firm-record"),
    path("record/record.xlsx", record.record_table, name="firm-record-table"),
    path("<slug:noun>/<str:number>/<slug:verb>/", steward.act_on, name="firm-thing-act"),
]
