import pytest

pytest.importorskip("sklearn")

from forest_pipeline import QualityModel, conversations, labelled, load_model, own_auc, train_model


@pytest.fixture(scope="module")
def model(api):
    return train_model(api, "intended_quality", "good", dataset="peer-support")


def test_it_learns_something_of_what_people_said(model, workspace):
    assert model.conversations == 85
    value, low, high = own_auc(workspace, "intended_quality", "good", "peer-support")
    # The two forests are no copies of each other, but of one kind on the same texts.
    assert 0.55 < model.auc < 0.95 and low - 0.1 <= model.auc <= high + 0.1


def test_it_is_saved_and_loaded(model, api, tmp_path):
    model.save(tmp_path / "quality.joblib")
    again = load_model(tmp_path / "quality.joblib")
    for reference in ("ps-001", "ps-002", "se-02"):
        said = model.predict_quality(api.get_conversation(reference))
        assert again.predict_quality(api.get_conversation(reference)) == said
        assert 0 <= said["high_quality_probability"] <= 1
        assert said["predicted_class"] in ("good", "not good")
    assert isinstance(again, QualityModel)


def test_what_it_was_trained_on_it_tells_apart(model, api):
    talks = conversations(api, "peer-support")
    _, truths = labelled(talks, "intended_quality", "good")
    good = [talk for talk, is_good in zip(talks, truths) if is_good]
    shares = [model.predict_quality(talk)["high_quality_probability"] for talk in good]
    assert sum(share >= 0.5 for share in shares) > len(shares) * 0.9


def test_a_label_of_one_word_is_refused(api):
    with pytest.raises(ValueError, match="too few"):
        train_model(api, "intended_quality", "splendid", dataset="peer-support")
