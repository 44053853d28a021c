"""A new database is drawn up model by model, and means the same as Django's own way."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from bihuan.faces.shared.management.commands.migrate import _new_ones_alone

OWNER = ModelState("house", "Owner", [("id", models.BigAutoField(primary_key=True))])
DOG = ModelState(
    "house",
    "Dog",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("owner", models.ForeignKey("house.Owner", models.PROTECT, related_name="dogs")),
        ("friends", models.ManyToManyField("house.Dog")),
    ],
)


def drawn_with_owner() -> ProjectState:
    state = ProjectState()
    state.add_model(OWNER.clone())
    assert state.apps.get_model("house", "Owner")
    return state


def test_a_new_model_and_what_it_points_to_know_each_other():
    state = drawn_with_owner()
    owner = state.apps.get_model("house", "Owner")
    with _new_ones_alone():
        state.add_model(DOG.clone())
    dog = state.apps.get_model("house", "Dog")
    assert state.apps.get_model("house", "Owner") is owner, "drawn once"
    assert dog._meta.get_field("owner").related_model is owner
    assert [relation.related_model for relation in owner._meta.related_objects] == [dog]
    assert dog._meta.get_field("friends").remote_field.through._meta.app_label == "house"


def test_a_model_that_is_defined_anew_takes_its_relations_along_as_django_does_it():
    state = drawn_with_owner()
    with _new_ones_alone():
        state.add_model(DOG.clone())
        wider = OWNER.clone()
        wider.fields["name"] = models.TextField()
        state.add_model(wider)
    owner = state.apps.get_model("house", "Owner")
    assert owner._meta.get_field("name")
    assert state.apps.get_model("house", "Dog")._meta.get_field("owner").related_model is owner


def test_afterwards_django_is_as_it_was():
    before = ProjectState.add_model
    with _new_ones_alone():
        assert ProjectState.add_model is not before
    assert ProjectState.add_model is before
