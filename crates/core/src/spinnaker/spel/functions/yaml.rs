//! YAML as SnakeYAML 2.4 loads it with its safe constructor (spel §11):
//! YAML 1.1 scalars, timestamps as dates, merge keys, the last of duplicates.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::super::class::Base;
use super::super::equal::key_of;
use super::super::heap::{Cell, Heap, Key, Map};
use super::super::object::Object;
use super::super::stop::{Step, Stop, thrown, unknown};
use super::super::time::{Civil, day_of};
use crate::document::{Style, resolve};
use crate::java::Data;
use crate::limits;

/// The documents of a text.
pub(super) fn read(heap: &mut Heap<'_>, text: &str) -> Step<Vec<Object>> {
    heap.spend(text.len())?;
    let mut reader =
        Reader { parser: Parser::new_from_str(text), anchors: HashMap::new(), depth: 0 };
    let mut documents = Vec::new();
    loop {
        match reader.next()? {
            Event::StreamEnd => return Ok(documents),
            Event::DocumentStart(_) => {
                reader.anchors.clear();
                let event = reader.next()?;
                documents.push(reader.node(heap, event)?.0);
            }
            _ => {}
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    /// What an anchor's number stands for; `None` while it is being read.
    anchors: HashMap<usize, Option<Object>>,
    depth: usize,
}

/// Whether a node is the plain scalar `<<`.
type IsMerge = bool;

fn failed(info: &str) -> Stop {
    let scanner = ["while scanning", "character", "quoted scalar", "invalid indentation", "tab"];
    let kind = if scanner.iter().any(|word| info.contains(word)) {
        "ScannerException"
    } else {
        "ParserException"
    };
    thrown(kind, format!("the YAML is broken: {info}"))
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Step<Event<'t>> {
        match self.parser.next_event() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(error)) => Err(failed(error.info())),
            None => Ok(Event::StreamEnd),
        }
    }

    fn keep(&mut self, anchor: usize, object: &Object) {
        if anchor > 0 {
            self.anchors.insert(anchor, Some(object.clone()));
        }
    }

    fn node(&mut self, heap: &mut Heap<'_>, event: Event<'t>) -> Step<(Object, IsMerge)> {
        heap.spend(1)?;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let object = scalar(&text, style, tag.as_deref())?;
                self.keep(anchor, &object);
                Ok((object, plain && tag.is_none() && text == "<<"))
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(Some(object)) => Ok((object.clone(), false)),
                Some(None) => Err(unknown("YAML that holds itself")),
                None => Err(thrown("ComposerException", "an alias without its anchor")),
            },
            Event::SequenceStart(anchor, tag) => {
                collection_tag(tag.as_deref(), "seq")?;
                self.open(anchor)?;
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => items.push(self.node(heap, event)?.0),
                    }
                }
                self.depth -= 1;
                let list = heap.list(items);
                self.keep(anchor, &list);
                Ok((list, false))
            }
            Event::MappingStart(anchor, tag) => {
                collection_tag(tag.as_deref(), "map")?;
                self.open(anchor)?;
                let map = self.mapping(heap)?;
                self.depth -= 1;
                let map = heap.put(Cell::Map(map));
                self.keep(anchor, &map);
                Ok((map, false))
            }
            _ => Ok((Object::Null, false)),
        }
    }

    fn open(&mut self, anchor: usize) -> Step<()> {
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
        self.depth += 1;
        if self.depth > limits::SNAKE_YAML_DEPTH {
            return Err(thrown("YAMLException", "the YAML is nested too deep"));
        }
        Ok(())
    }

    fn mapping(&mut self, heap: &mut Heap<'_>) -> Step<Map> {
        let mut own: Vec<(Key, Object, Object)> = Vec::new();
        let mut merged: Vec<(Key, Object, Object)> = Vec::new();
        loop {
            let event = self.next()?;
            if event == Event::MappingEnd {
                break;
            }
            let (key, merge) = self.node(heap, event)?;
            let event = self.next()?;
            let (value, _) = self.node(heap, event)?;
            if merge {
                merged.extend(merge_entries(heap, &value)?);
                continue;
            }
            let hashed = key_of(heap, &key)?;
            own.retain(|(other, _, _)| *other != hashed);
            own.push((hashed, key, value));
        }
        let mut map = Map::new(Base::LinkedHashMap);
        for (hashed, key, value) in merged {
            let own_has = own.iter().any(|(other, _, _)| *other == hashed);
            if !own_has && !map.entries.contains_key(&hashed) {
                map.insert(hashed, key, value);
            }
        }
        for (hashed, key, value) in own {
            map.insert(hashed, key, value);
        }
        Ok(map)
    }
}

/// The entries that `<<` brings: of a map, or of each map of a list.
fn merge_entries(heap: &mut Heap<'_>, value: &Object) -> Step<Vec<(Key, Object, Object)>> {
    let bad = || thrown("ConstructorException", "only maps can be merged");
    let maps = match heap.items(value) {
        Some(maps) => maps,
        None => vec![value.clone()],
    };
    let mut entries = Vec::new();
    for map in maps {
        let map = heap.map(&map).ok_or_else(bad)?;
        for (key, (name, value)) in map.iter() {
            entries.push((key.clone(), name.clone(), value.clone()));
        }
    }
    Ok(entries)
}

fn collection_tag(tag: Option<&Tag>, expected: &str) -> Step<()> {
    match tag {
        None => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == expected => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() => Err(unknown("a YAML set or ordered map")),
        Some(_) => Err(thrown("ConstructorException", "a tag that is not known")),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Step<Object> {
    let style = match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    };
    let spelled = match tag {
        None => None,
        Some(tag) if tag.is_yaml_core_schema() => match tag.suffix.as_str() {
            "str" | "int" | "float" | "bool" | "null" => {
                Some(format!("{}{}", tag.handle, tag.suffix))
            }
            _ => return Err(unknown("YAML's binary and other tagged scalars")),
        },
        Some(tag) if tag.suffix.is_empty() => Some("!".to_owned()),
        Some(_) => return Err(thrown("ConstructorException", "a tag that is not known")),
    };
    if style == Style::Plain
        && tag.is_none()
        && let Some(millis) = timestamp(text)
    {
        return Ok(Object::Date(millis));
    }
    Ok(match resolve(text, style, spelled.as_deref()) {
        Data::Null => Object::Null,
        Data::Boolean(truth) => Object::Boolean(truth),
        Data::Integer(number) => Object::Integer(number),
        Data::Long(number) => Object::Long(number),
        Data::BigInteger(number) => Object::BigInteger(number.into()),
        Data::Double(number) => Object::Double(number),
        Data::String(text) => Object::String(text),
        Data::List(_) | Data::Map(_) => Object::Null,
    })
}

/// A timestamp by YAML 1.1's form, in milliseconds; without a zone it is UTC.
fn timestamp(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut number = |least: usize, most: usize, after: &[char]| -> Option<(i64, Option<char>)> {
        let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, tail) = rest.split_at_checked(count).filter(|_| count >= least)?;
        let number = digits.parse().ok()?;
        let next = tail.chars().next();
        match next {
            Some(c) if after.contains(&c) => rest = tail.get(c.len_utf8()..)?,
            _ if after.is_empty() => rest = tail,
            _ => return None,
        }
        Some((number, next))
    };
    let (year, _) = number(4, 4, &['-'])?;
    let (month, _) = number(1, 2, &['-'])?;
    let (day, _) = number(1, 2, &[])?;
    let days = || -> Option<i64> {
        let months = year.checked_mul(12)?.checked_add(month - 1)?;
        let first = Civil { year: months.div_euclid(12), month: months.rem_euclid(12) + 1, day: 1 };
        Some(day_of(first) + day - 1)
    };
    if rest.is_empty() {
        return if text.len() == 10 { days()?.checked_mul(86_400_000) } else { None };
    }
    let clock = rest.strip_prefix(['T', 't']).or_else(|| {
        let trimmed = rest.trim_start_matches([' ', '\t']);
        (trimmed.len() < rest.len()).then_some(trimmed)
    })?;
    let (clock, offset) = zone(clock)?;
    let (clock, millis) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, fraction_millis(fraction)?),
        None => (clock, 0),
    };
    let fields: Vec<&str> = clock.split(':').collect();
    let [hour, minute, second] = fields.as_slice() else { return None };
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 || second.len() != 2 {
        return None;
    }
    let field = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i64>().ok())?
    };
    let seconds = (field(hour)? * 60 + field(minute)?) * 60 + field(second)?;
    Some(days()? * 86_400_000 + (seconds - offset) * 1_000 + millis)
}

fn fraction_millis(fraction: &str) -> Option<i64> {
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: f64 = format!("0.{fraction}0").parse().ok()?;
    #[allow(clippy::cast_possible_truncation, reason = "below a thousand")]
    let millis = (seconds * 1_000.0).round() as i64;
    Some(millis)
}

/// The time without its zone, and the zone's offset in seconds.
fn zone(clock: &str) -> Option<(&str, i64)> {
    if let Some(clock) = clock.strip_suffix('Z') {
        return Some((clock.trim_end_matches([' ', '\t']), 0));
    }
    let Some(at) = clock.rfind(['+', '-']) else { return Some((clock, 0)) };
    let (time, offset) = clock.split_at_checked(at)?;
    let negative = offset.starts_with('-');
    let (hours, minutes) = offset.get(1..)?.split_once(':').unwrap_or((offset.get(1..)?, "00"));
    if hours.is_empty() || hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let seconds = (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * 60;
    Some((time.trim_end_matches([' ', '\t']), if negative { -seconds } else { seconds }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_yamls() {
        for (text, millis) in [
            ("2024-01-01", Some(1_704_067_200_000)),
            ("2024-01-01T01:02:03Z", Some(1_704_070_923_000)),
            ("2024-1-1 1:02:03.5 +01:00", Some(1_704_067_323_500)),
            ("2024-1-1", None),
            ("2024-01-01x", None),
        ] {
            assert_eq!(timestamp(text), millis, "{text}");
        }
    }
}
