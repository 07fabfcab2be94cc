//! The generated schema and the core's own walk say the same of any stage.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use stage_core::document::read;
use stage_core::schema::{Class, Field, Reading, Shape, StageKind, Tables, check, tables};
use stage_core::spinnaker::Release;

/// A source of choices, so that a failing stage shrinks.
struct Choices<'a> {
    bytes: &'a [u8],
    tables: &'static Tables,
}

impl Choices<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let (first, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
        self.bytes = rest;
        usize::from(*first) % bound
    }

    fn class(&mut self, class: &Class) -> Value {
        let mut map = Map::new();
        for field in &class.fields {
            let there = if field.required { self.below(30) != 1 } else { self.below(12) == 1 };
            if there {
                map.insert(field.name.to_owned(), self.value(&field.shape, field));
            }
        }
        if self.below(60) == 1 {
            map.insert("zzz".to_owned(), json!(1));
        }
        map.into()
    }

    fn value(&mut self, shape: &Shape, field: &Field) -> Value {
        if self.below(16) == 1 {
            return self.anything();
        }
        match shape {
            Shape::Class(at) => self.class(&self.tables.classes[*at]),
            Shape::List(item) => (0..self.below(3)).map(|_| self.value(item, field)).collect(),
            Shape::Map(value) => (0..self.below(3))
                .map(|at| (format!("key{at}"), self.value(value, field)))
                .collect(),
            Shape::Text | Shape::Word if !field.values.is_empty() => {
                field.values[self.below(field.values.len())].into()
            }
            Shape::Truth { .. } => self.below(2).eq(&1).into(),
            Shape::Whole { .. } => self.below(200).into(),
            Shape::Quantity => "500m".into(),
            _ => "text".into(),
        }
    }

    fn anything(&mut self) -> Value {
        let pool = json!([
            null, "", " ", "text", "yes", "OFF", "0x1F", "#7", "-12", "1.5", "${x}", "500m", "1Gi", "1e3", "1 Gi",
            "2026-01-31T12:00:00Z", "2026-01-31", "Never", "BASIC", "custom", "a,b", "True", 5, 0, -1, 1.5, 3.0, 99_999_999_999_i64,
            true, false, [], ["a"], [1], [null], [{}], {}, { "a": "b" }, { "a": 1 }, { "a": { "b": "c" } }, { "a": ["b"] }
        ]);
        pool[self.below(pool.as_array().map_or(1, Vec::len))].clone()
    }
}

#[test]
fn the_schema_and_the_findings_agree_on_every_stage() {
    let schema = super::orca_local();
    let validators = [
        (StageKind::Kubernetes, "job", "kubernetes"),
        (StageKind::Titus, "job", "titus"),
        (StageKind::Webhook, "webhook", ""),
    ];
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let tables = tables(Release::V2026_2);
    let reading = Reading { release: Release::V2026_2, strict_names: false };
    let config = Config { cases: 1500, failure_persistence: None, ..Config::default() };
    let (sound, faulty) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(config);
    let bytes = prop::collection::vec(any::<u8>(), 0..900);
    let result = runner.run(&bytes, |bytes| {
        for (kind, above, list) in validators {
            let class = tables.stage(kind).expect("a class");
            let stage = Choices { bytes: &bytes, tables }.class(class);
            let text = stage.to_string();
            let parsed = read(&text);
            prop_assert!(parsed.troubles.is_empty(), "{text}: {:?}", parsed.troubles);
            let root = parsed.roots.first().expect("a root");
            let findings = check(root, kind, reading);
            let stages = json!([super::json(root)]);
            let file = match list {
                "" => json!({ above: { "preconfigured": stages } }),
                list => json!({ above: { "preconfigured": { list: stages } } }),
            };
            let tally = if findings.is_empty() { &sound } else { &faulty };
            tally.set(tally.get() + 1);
            let errors: Vec<String> = validator
                .iter_errors(&file)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            prop_assert_eq!(
                findings.is_empty(),
                errors.is_empty(),
                "{}\nours: {:#?}\nschema: {:#?}",
                text,
                findings,
                errors
            );
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let (sound, faulty) = (sound.get(), faulty.get());
    assert!(sound > 300 && faulty > 300, "{sound} sound and {faulty} faulty stages");
}
