"""People come with their teams and managers, in any order of rows, and again without harm."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.people.actions import import_people, plan_people
from assess.people.forms import PEOPLE_COLUMNS
from assess.people.models import Account, Person, Team
from assess.uploads import Checked, checked, read, suggested

HEAD = "person_id,display_name,role,team,manager_id,hire_date\n"
# the manager stands below those who report to her
ROWS = "P-1,Ann,Seller,North,M-1,2020-05-01\nP-2,Bo,Seller,North,M-1,\nM-1,Mia,Manager,North,,2015-01-01\n"


def understood(tmp_path: Path, text: str) -> tuple[Checked, dict[str, str]]:
    path = tmp_path / "people.csv"
    path.write_text(text)
    sheet = read(path)
    mapping = suggested(sheet.names, PEOPLE_COLUMNS)
    return checked(sheet, PEOPLE_COLUMNS, mapping, ("person_id",)), mapping


def test_people_teams_and_managers_are_made_and_no_account(session: Session, tmp_path: Path) -> None:
    found, given = understood(tmp_path, HEAD + ROWS)
    plan = import_people(session, found, given)
    session.commit()
    assert (len(plan.added), len(plan.changed), plan.unchanged) == (3, 0, 0)
    team = session.scalars(select(Team)).one()
    assert (team.name, team.manager and team.manager.name) == ("North", "Mia")
    assert sorted(person.name for person in team.members) == ["Ann", "Bo", "Mia"]
    ann = session.scalars(select(Person).where(Person.code == "P-1")).one()
    assert (ann.job, str(ann.hire_date), ann.status) == ("Seller", "2020-05-01", "active")
    assert session.scalars(select(Account)).all() == []


def test_the_same_people_again_are_unchanged_and_moved_ones_are_counted(session: Session, tmp_path: Path) -> None:
    found, given = understood(tmp_path, HEAD + ROWS)
    import_people(session, found, given)
    again = import_people(session, found, given)
    assert (len(again.added), len(again.changed), again.unchanged) == (0, 0, 3)
    moved, given = understood(tmp_path, HEAD + "P-2,Bo,Seller,South,P-1,\n")
    dry, complaints = plan_people(session, moved, given)
    assert (len(dry.changed), complaints) == (1, [])
    assert session.scalars(select(Team.name)).all() == ["North"]  # a dry run makes nothing
    import_people(session, moved, given)
    session.expire_all()
    south = session.scalars(select(Team).where(Team.name == "South")).one()
    assert ([person.code for person in south.members], south.manager and south.manager.code) == (["P-2"], "P-1")


def test_columns_the_file_lacks_are_left_alone(session: Session, tmp_path: Path) -> None:
    import_people(session, *understood(tmp_path, HEAD + ROWS))
    import_people(session, *understood(tmp_path, "person_id,display_name\nP-1,Ann Lee\n"))
    session.expire_all()
    ann = session.scalars(select(Person).where(Person.code == "P-1")).one()
    assert (ann.name, ann.job, ann.team and ann.team.name) == ("Ann Lee", "Seller", "North")


def test_unknown_managers_and_two_managers_of_a_team_are_complained_about(session: Session, tmp_path: Path) -> None:
    rows = "P-1,Ann,Seller,North,M-9,\nP-2,Bo,Seller,North,P-1,\nP-3,Cy,Seller,North,P-2,\n"
    found, given = understood(tmp_path, HEAD + rows)
    _, complaints = plan_people(session, found, given)
    assert [(one.row, one.value, one.key) for one in complaints] == [
        (2, "M-9", "uploads.unknown"),
        (4, "P-2", "people.two_managers"),
    ]
