//! Pictures: which words are shown, where they stand, and that no word is taken for markup.

use std::collections::HashSet;

use proptest::prelude::*;

use super::embedding_plot::EmbeddingPlot;
use super::params::{EmbeddingPlotParams, Projection};
use crate::embed::embeddings::Embeddings;
use crate::error::Error;
use crate::fit::Fit;
use crate::progress::{Next, Progress, Report};
use crate::seed::Seed;
use crate::solve::tsne::Tsne;
use crate::text::vocabulary::Vocabulary;
use crate::vector::dense::DenseMatrix;

const PEOPLE: [&str; 4] = ["king", "queen", "man", "woman"];
const HOSTILE: [&str; 12] = [
    "</script><script>alert(1)</script>",
    "\"quotes' & <b>",
    "<!--",
    "]]>",
    "שלום",
    "\u{202e}turned",
    "👩‍👩‍👧",
    "a\0b\x07c\td\u{85}",
    "\u{2028}\u{ffff}",
    "{STYLE}${word}\\u003c",
    "__proto__",
    "a word",
];

fn embeddings(words: &[&str], rows: Vec<f32>) -> Embeddings {
    let vocabulary = Vocabulary::first_seen(words).unwrap();
    let columns = rows.len() / words.len();
    Embeddings::new(vocabulary, DenseMatrix::from_rows(columns, rows).unwrap()).unwrap()
}

/// Royalty along x, sex along y, and a little of a third direction.
fn people() -> Embeddings {
    embeddings(&PEOPLE, vec![4.0, 1.0, 0.1, 4.0, -1.0, -0.1, -4.0, 1.0, -0.1, -4.0, -1.0, 0.1])
}

/// So many words in so many dimensions, at random.
fn cloud(words: usize, dimension: usize) -> Embeddings {
    let draws = Seed(7).stream("cloud");
    let names: Vec<String> = (0..words).map(|word| format!("w{word}")).collect();
    let rows = (0..(words * dimension) as u64).map(|at| draws.uniform(at) as f32 - 0.5).collect();
    embeddings(&names.iter().map(String::as_str).collect::<Vec<_>>(), rows)
}

fn hostile() -> Embeddings {
    embeddings(&HOSTILE, (0..36).map(|at| ((at * 31) % 17) as f32 - 8.0).collect())
}

fn words_of(plot: &EmbeddingPlot) -> Vec<&str> {
    plot.points().iter().map(|point| point.word.as_str()).collect()
}

/// The JSON of a page, read as a browser reads it: to the first `</script`.
fn data_of(page: &str) -> serde_json::Value {
    let start = page.find("id=\"data\">").unwrap() + 10;
    let end = start + page[start..].find("</script").unwrap();
    serde_json::from_str(&page[start..end]).unwrap()
}

#[test]
fn principal_components_are_those_of_the_rows() {
    let plot = EmbeddingPlot::params().normalize(false).fit(&people()).unwrap();
    for (point, [x, y]) in plot.points().iter().zip([[4.0, 1.0], [4.0, -1.0], [-4.0, 1.0], [-4.0, -1.0]]) {
        assert!((point.x - x).abs() < 1e-6 && (point.y - y).abs() < 1e-6, "{point:?}");
    }
    // Variances 16, 1 and 0.01, all but for a factor.
    let [first, second] = plot.explained_variance_ratio().unwrap();
    assert!((first - 16.0 / 17.01).abs() < 1e-6 && (second - 1.0 / 17.01).abs() < 1e-6);
}

#[test]
fn rows_of_one_direction_lie_together_once_normalized() {
    let rows = embeddings(&["a", "ten a", "b"], vec![1.0, 2.0, 10.0, 20.0, 2.0, -1.0]);
    let plot = EmbeddingPlot::params().fit(&rows).unwrap();
    let (a, ten_a) = (&plot.points()[0], &plot.points()[1]);
    assert!((a.x - ten_a.x).abs() < 1e-6 && (a.y - ten_a.y).abs() < 1e-6);
}

#[test]
fn the_most_frequent_words_come_first() {
    let plot = EmbeddingPlot::params().most_frequent(2).fit(&people()).unwrap();
    assert_eq!(words_of(&plot), ["king", "queen"]);
    let counted = people().with_counts(vec![5, 2, 9, 5]).unwrap();
    let plot = EmbeddingPlot::params().most_frequent(3).fit(&counted).unwrap();
    assert_eq!(words_of(&plot), ["man", "king", "woman"]);
    assert_eq!(plot.points()[0].count, Some(9));
    assert_eq!(EmbeddingPlot::params().fit(&counted).unwrap().points().len(), 4);
}

#[test]
fn words_keep_their_order_and_count_once() {
    let plot = EmbeddingPlot::params().words(["woman", "king", "woman"]).fit(&people()).unwrap();
    assert_eq!(words_of(&plot), ["woman", "king"]);
}

#[test]
fn neighbourhoods_make_groups() {
    let rows = vec![1.0, 0.0, 0.0, 1.0, 0.9, 0.1, 0.2, 0.8, 0.6, 0.5, -1.0, -1.0];
    let rows = embeddings(&["east", "north", "east by north", "north by east", "between", "far"], rows);
    let plot = EmbeddingPlot::params().near(["east", "north"], 3).fit(&rows).unwrap();
    assert_eq!(words_of(&plot), ["east", "north", "east by north", "north by east", "between"]);
    assert_eq!(plot.groups(), ["east", "north"]);
    let groups: Vec<_> = plot.points().iter().map(|point| point.group).collect();
    assert_eq!(groups, [Some(0), Some(1), Some(0), Some(1), Some(0)]);
    assert_eq!(plot.points().iter().filter(|point| point.focus).count(), 2);
    assert!(plot.svg().contains("font-weight=\"bold\">north</text>"));
    let own = EmbeddingPlot::params().near(["east"], 2).group("mine", ["east by north"]).fit(&rows).unwrap();
    assert_eq!(own.groups(), ["mine"]);
    assert_eq!(own.points()[0].group, None);
}

#[test]
fn groups_without_words_in_the_picture_are_not_explained() {
    let params = EmbeddingPlot::params().group("men", ["man", "king"]).group("none", ["fish"]);
    let plot = params.group("women", ["woman"]).words(["woman", "queen"]).fit(&people()).unwrap();
    assert_eq!(plot.groups(), ["women"]);
    assert_eq!(plot.points()[0].group, Some(0));
    assert_eq!(plot.points()[1].group, None);
}

#[test]
fn the_page_tells_neighbours_inside_and_outside() {
    let counted = people().with_counts(vec![1, 2, 3, u64::MAX]).unwrap();
    let plot = EmbeddingPlot::params().words(["king", "man"]).neighbours(2).fit(&counted).unwrap();
    let data = data_of(&plot.html());
    assert_eq!(data["words"], serde_json::json!(["king", "man"]));
    assert_eq!(data["others"], serde_json::json!(["queen", "woman"]));
    assert_eq!(data["neighbours"], serde_json::json!([[2, 1], [3, 0]]));
    assert_eq!(data["counts"], serde_json::json!([1, 3]));
    let silent = EmbeddingPlot::params().neighbours(0).fit(&people()).unwrap();
    assert!(silent.points().iter().all(|point| point.neighbours.is_empty()));
}

#[test]
fn hostile_words_stay_words() {
    let params = EmbeddingPlot::params().title(HOSTILE[0]).group(HOSTILE[0], HOSTILE).normalize(false);
    let plot = params.fit(&hostile()).unwrap();
    let (page, picture) = (plot.html(), plot.svg());
    let data = data_of(&page);
    assert_eq!(data["words"], serde_json::json!(HOSTILE));
    assert_eq!(data["groups"], serde_json::json!([HOSTILE[0]]));
    // Its own two scripts, and no other.
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<!--"));
    assert!(!picture.contains("<script") && !picture.contains("<!--") && !picture.contains("<b>"));
    let allowed = |c: char| c == '\n' || (!c.is_control() && !matches!(c, '\u{ffff}' | '\u{fffe}'));
    assert!(picture.chars().all(allowed), "not XML 1.0");
    assert!(page.chars().all(|c| c != '\0' && c != '\u{2028}' && c != '\u{ffff}'));
}

/// What no element of the picture lacks: an end.
#[test]
fn the_picture_is_well_formed() {
    for plot in [
        EmbeddingPlot::params().normalize(false).fit(&hostile()).unwrap(),
        EmbeddingPlot::params().near(["w1", "w2"], 30).size(240, 240).fit(&cloud(200, 5)).unwrap(),
    ] {
        let picture = plot.svg();
        let mut open = Vec::new();
        for tag in picture.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').unwrap();
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !tag.ends_with('/') {
                open.push(name);
            }
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        }
        assert!(open.is_empty());
        assert!(!picture.contains("NaN") && !picture.contains("inf"));
    }
}

#[test]
fn every_word_has_a_mark_and_most_have_labels() {
    let plot = EmbeddingPlot::params().fit(&cloud(300, 10)).unwrap();
    let picture = plot.svg();
    for word in words_of(&plot) {
        assert!(picture.contains(&format!("<title>{word}</title></path>")), "{word}");
    }
    let labels = picture.matches("</text>").count();
    assert!(labels > 200, "{labels}");
}

#[test]
fn neighbours_lie_beside_neighbours_in_a_map() {
    // Two clouds of thirty words.
    let draws = Seed(3).stream("clouds");
    let names: Vec<String> = (0..60).map(|word| format!("w{word}")).collect();
    let place =
        |at: u64| draws.uniform(at) as f32 + if (at / 4) < 30 && at.is_multiple_of(4) { 20.0 } else { 0.0 };
    let rows =
        embeddings(&names.iter().map(String::as_str).collect::<Vec<_>>(), (0..240).map(place).collect());
    let tsne = Projection::Tsne(Tsne::params().perplexity(8.0).iterations(400));
    let params = EmbeddingPlot::params().normalize(false).projection(tsne);
    let plot = params.fit(&rows).unwrap();
    assert_eq!(plot.explained_variance_ratio(), None);
    let nearest = |at: usize| {
        let distance = |other: usize| {
            let (a, b) = (&plot.points()[at], &plot.points()[other]);
            (a.x - b.x).hypot(a.y - b.y)
        };
        (0..60).filter(|&other| other != at).min_by(|&a, &b| distance(a).total_cmp(&distance(b))).unwrap()
    };
    assert!((0..60).all(|at| (nearest(at) < 30) == (at < 30)));
    assert_eq!(plot, params.fit(&rows).unwrap());
    assert!(plot.svg().contains("t-SNE"));
}

#[test]
fn rows_that_do_not_differ_are_drawn_in_one_place() {
    let words: Vec<String> = (0..10).map(|word| format!("w{word}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    for value in [0.0, 3.0] {
        let rows = embeddings(&words, vec![value; 40]);
        let plot = EmbeddingPlot::params().fit(&rows).unwrap();
        assert!(plot.points().iter().all(|point| point.x.abs() < 1e-6 && point.y.abs() < 1e-6));
        assert!(!plot.svg().contains("NaN") && !plot.html().contains("null,null"));
        let tsne = Projection::Tsne(Tsne::params().perplexity(2.0).iterations(50));
        let plot = EmbeddingPlot::params().projection(tsne).fit(&rows).unwrap();
        assert!(plot.points().iter().all(|point| point.x.is_finite() && point.y.is_finite()));
    }
}

#[test]
fn huge_and_tiny_rows_have_finite_places() {
    for scale in [1e-38, 1e37] {
        let rows =
            embeddings(&PEOPLE, [4.0, 1.0, 4.0, -1.0, -4.0, 1.0, -4.0, -1.0].map(|x| x * scale).to_vec());
        for normalize in [false, true] {
            let plot = EmbeddingPlot::params().normalize(normalize).fit(&rows).unwrap();
            assert!(plot.points().iter().all(|point| point.x.is_finite() && point.y.is_finite()));
            let data = data_of(&plot.html());
            assert!(data["x"].as_array().unwrap().iter().all(|x| x.as_f64().unwrap().abs() <= 1.0));
            assert!(!plot.svg().contains("NaN"));
        }
    }
}

#[test]
fn one_dimension_and_two_words_are_enough() {
    let plot =
        EmbeddingPlot::params().normalize(false).fit(&embeddings(&["a", "b"], vec![1.0, 2.0])).unwrap();
    assert_eq!(plot.explained_variance_ratio().map(|ratio| ratio[1]), Some(0.0));
    assert!((plot.points()[0].x - plot.points()[1].x).abs() > 0.9);
}

#[test]
fn unknown_words_are_all_named_or_left_out() {
    let params = EmbeddingPlot::params().words(["king", "fish", "man", "bird", "fish"]);
    match params.fit(&people()) {
        Err(Error::Unknown { got, known, .. }) => {
            assert_eq!(got, "fish, bird");
            assert!(known.starts_with("king, queen"));
        }
        other => panic!("{other:?}"),
    }
    let plot = params.skip_unknown(true).fit(&people()).unwrap();
    assert_eq!(plot.skipped(), ["fish", "bird"]);
    assert_eq!(words_of(&plot), ["king", "man"]);
}

#[test]
fn bad_params_are_refused() {
    let refused = |params: EmbeddingPlotParams, name: &str| match params.fit(&people()) {
        Err(Error::Parameter { name: got, .. }) => assert_eq!(got, name),
        other => panic!("{name}: {other:?}"),
    };
    let params = EmbeddingPlot::params;
    refused(params().words(["king"]), "words");
    refused(params().words(["king", "king"]), "words");
    refused(params().words(Vec::<String>::new()), "words");
    refused(params().words(["x", "y"]).skip_unknown(true), "words");
    refused(params().most_frequent(1), "most_frequent");
    refused(params().most_frequent(usize::MAX), "most_frequent");
    refused(params().near(Vec::<String>::new(), 3), "near");
    refused(params().near(["king"], 0), "near");
    refused(params().near(["king"], usize::MAX), "near");
    refused(params().group("a", ["king"]).group("b", ["queen", "king"]), "group");
    refused(params().neighbours(101), "neighbours");
    refused(params().size(0, 500), "size");
    refused(params().size(500, u32::MAX), "size");
    refused(params().projection(Projection::Tsne(Tsne::params())), "perplexity");
    let one = embeddings(&["a"], vec![1.0]);
    assert!(matches!(params().fit(&one), Err(Error::Parameter { name: "words", .. })));
}

#[test]
fn an_observer_can_stop() {
    struct Stop;
    impl Progress for Stop {
        fn report(&mut self, _: &Report<'_>) -> Next {
            Next::Stop
        }
    }
    let stopped = EmbeddingPlot::params().fit_with(&cloud(50, 3), &mut Stop);
    assert!(matches!(stopped, Err(Error::Interrupted)));
}

#[test]
fn params_survive_serialisation() {
    let params = EmbeddingPlot::params().near(["a"], 3).projection(Projection::Tsne(Tsne::params()));
    let json = serde_json::to_string(&params).unwrap();
    assert_eq!(serde_json::from_str::<EmbeddingPlotParams>(&json).unwrap(), params);
}

#[test]
fn the_legend_leaves_room_for_the_words() {
    let rows = cloud(120, 4);
    let grouped = (0..120).fold(EmbeddingPlot::params(), |params, word| {
        params.group(format!("a rather long name of group {word}"), [format!("w{word}")])
    });
    let picture = grouped.size(400, 400).fit(&rows).unwrap().svg();
    assert!(picture.contains("more groups</text>"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any words, whatever stands in them, come back from the page; each once.
    #[test]
    fn any_words_come_back_from_the_page(words in prop::collection::hash_set(".{1,12}", 2..20)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let rows = (0..words.len() * 2).map(|at| (at * at % 13) as f32).collect();
        let plot = EmbeddingPlot::params().fit(&embeddings(&words, rows)).unwrap();
        let data = data_of(&plot.html());
        prop_assert_eq!(&data["words"], &serde_json::json!(words));
        let titles = plot.svg().matches("</title></path>").count();
        prop_assert_eq!(titles, words.iter().collect::<HashSet<_>>().len());
    }
}
