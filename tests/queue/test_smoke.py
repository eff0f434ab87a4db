import pytest
from django.urls import reverse
from claims.models import *
from tests.review.worlds import statement, KENYA, FRANCE
pytestmark = pytest.mark.django_db

def test_walk(as_editor):
    a, b = statement(), statement(FRANCE, "Other")
    answer = as_editor.get("/review/")
    assert answer.status_code == 200
    answer = as_editor.get("/review/next/?queue=new", follow=True)
    assert answer.status_code == 200, answer
    print(answer.redirect_chain)
    text = answer.content.decode()
    print(text[text.index("<main"):])
    assert 0
