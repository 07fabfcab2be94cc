//! Objects from nodes, by tag: SnakeYAML's safe constructor. An object that
//! holds itself cannot be known here.

use std::collections::{HashMap, HashSet};

use super::compose::{Kind, Node, NodeId};
use super::{numbers, timestamp};
use crate::document::{Style, YAML_TAGS, resolve};
use crate::java::Data;
use crate::spinnaker::spel::base64;
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::equal::key_of;
use crate::spinnaker::spel::heap::{Cell, Heap, Key, Map};
use crate::spinnaker::spel::object::Object;
use crate::spinnaker::spel::stop::{Step, Stop, thrown, unknown};

/// Longest text that may be a number.
const NUMBER: usize = 1_024;

/// A key and a value.
type Pair = (NodeId, NodeId);

/// An entry with its key made.
type Entry = (Key, Object, NodeId);

struct Constructor<'n> {
    nodes: &'n [Node],
    /// The entries of maps once repeated keys and `<<` are worked in.
    mappings: HashMap<NodeId, Vec<Pair>>,
    made: HashMap<NodeId, Object>,
    making: HashSet<NodeId>,
}

/// The object of a document's root.
pub(super) fn construct(heap: &mut Heap<'_>, nodes: &[Node], root: NodeId) -> Step<Object> {
    let mut constructor = Constructor {
        nodes,
        mappings: HashMap::new(),
        made: HashMap::new(),
        making: HashSet::new(),
    };
    constructor.object(heap, root)
}

fn failed(message: &str) -> Stop {
    thrown("ConstructorException", message)
}

fn wrong_node() -> Stop {
    thrown("ClassCastException", "the tag is for another kind of node")
}

/// The type that a plain text has.
fn implicit(text: &str) -> Step<Object> {
    if text.len() > NUMBER {
        return Ok(Object::text(text));
    }
    if text == "<<" {
        return Err(failed("`<<` stands where no key is"));
    }
    if let Some(millis) = timestamp::implicit(text) {
        return millis.map(Object::Date);
    }
    Ok(match resolve(text, Style::Plain, None) {
        Data::Null | Data::List(_) | Data::Map(_) => Object::Null,
        Data::Boolean(truth) => Object::Boolean(truth),
        Data::Integer(number) => Object::Integer(number),
        Data::Long(number) => Object::Long(number),
        Data::BigInteger(number) => Object::BigInteger(number.into()),
        Data::Double(number) => Object::Double(number),
        Data::String(text) => Object::String(text),
    })
}

fn scalar(heap: &mut Heap<'_>, tag: &str, text: &str) -> Step<Object> {
    Ok(match tag.strip_prefix(YAML_TAGS) {
        Some("str") => Object::text(text),
        Some("null") => Object::Null,
        Some("bool") => match text.to_lowercase().as_str() {
            "yes" | "true" | "on" => Object::Boolean(true),
            "no" | "false" | "off" => Object::Boolean(false),
            _ => Object::Null,
        },
        Some("int") => numbers::integer(text)?,
        Some("float") => numbers::float(text)?,
        Some("timestamp") => Object::Date(timestamp::explicit(text)?),
        Some("binary") => {
            let space = |c: char| c == ' ' || ('\t'..='\r').contains(&c);
            let bytes = base64::decode(&text.replace(space, ""))?;
            heap.spend(bytes.len())?;
            let bytes = bytes.into_iter().map(|byte| Object::Byte(byte.cast_signed())).collect();
            heap.array(Base::ByteType.class(), bytes)
        }
        Some("seq" | "map" | "set") => return Err(wrong_node()),
        Some("omap" | "pairs") => return Err(failed("a list is expected")),
        _ => return Err(failed("a tag that is not known")),
    })
}

impl Constructor<'_> {
    fn object(&mut self, heap: &mut Heap<'_>, id: NodeId) -> Step<Object> {
        if let Some(made) = self.made.get(&id) {
            return Ok(made.clone());
        }
        if !self.making.insert(id) {
            return Err(unknown("YAML that holds itself"));
        }
        heap.spend(1)?;
        let made = self.make(heap, id)?;
        self.making.remove(&id);
        self.made.insert(id, made.clone());
        Ok(made)
    }

    fn make(&mut self, heap: &mut Heap<'_>, id: NodeId) -> Step<Object> {
        let nodes = self.nodes;
        let Some(node) = nodes.get(id) else { return Ok(Object::Null) };
        let tag = node.tag.as_deref();
        let name = tag.and_then(|tag| tag.strip_prefix(YAML_TAGS));
        match (&node.kind, tag, name) {
            (Kind::Scalar(text, true), None, _) => implicit(text),
            (Kind::Scalar(text, false), None, _) => Ok(Object::text(text.as_str())),
            (Kind::Scalar(text, _), Some(tag), _) => scalar(heap, tag, text),
            (Kind::Sequence(items), None, _) | (Kind::Sequence(items), _, Some("seq")) => {
                let mut made = Vec::with_capacity(items.len());
                for item in items {
                    made.push(self.object(heap, *item)?);
                }
                Ok(heap.list(made))
            }
            (Kind::Mapping(_), None, _) | (Kind::Mapping(_), _, Some("map")) => {
                let mut map = Map::new(Base::LinkedHashMap);
                for (hashed, key, value) in self.entries(heap, id)? {
                    let value = self.object(heap, value)?;
                    map.insert(hashed, key, value);
                }
                Ok(heap.put(Cell::Map(map)))
            }
            (Kind::Mapping(_), _, Some("set")) => {
                let keys = self.entries(heap, id)?.into_iter().map(|(_, key, _)| key).collect();
                Ok(heap.collection(Base::LinkedHashSet, keys))
            }
            (Kind::Sequence(items), _, Some(name @ ("omap" | "pairs"))) => {
                self.pairs(heap, items, name == "omap")
            }
            (_, _, Some("omap" | "pairs")) => Err(failed("a list is expected")),
            (_, _, Some("yaml" | "merge") | None) => Err(failed("a tag that is not known")),
            _ => Err(wrong_node()),
        }
    }

    /// A map's entries: of equal keys the last, what `<<` brings in its place
    /// unless the map has the key itself.
    fn entries(&mut self, heap: &mut Heap<'_>, id: NodeId) -> Step<Vec<Entry>> {
        self.drop_repeated(heap, id)?;
        if self.mapping(id).iter().any(|(key, _)| self.is_merge(*key)) {
            let mut merged = Vec::new();
            self.merge(heap, id, true, &mut merged)?;
            let pairs = merged.iter().map(|(_, pair)| *pair).collect();
            self.mappings.insert(id, pairs);
        }
        let mut entries = Vec::new();
        for (key, value) in self.mapping(id).to_vec() {
            let object = self.object(heap, key)?;
            entries.push((key_of(heap, &object)?, object, value));
        }
        Ok(entries)
    }

    /// The entries that a map has by now.
    fn mapping(&self, id: NodeId) -> &[Pair] {
        match (self.mappings.get(&id), self.nodes.get(id).map(|node| &node.kind)) {
            (Some(pairs), _) | (None, Some(Kind::Mapping(pairs))) => pairs,
            _ => &[],
        }
    }

    fn is_mapping(&self, id: NodeId) -> bool {
        matches!(self.nodes.get(id).map(|node| &node.kind), Some(Kind::Mapping(_)))
    }

    fn is_merge(&self, id: NodeId) -> bool {
        self.nodes.get(id).is_some_and(|node| match (&node.kind, node.tag.as_deref()) {
            (Kind::Scalar(text, true), None) => text == "<<",
            (_, Some(tag)) => tag.strip_prefix(YAML_TAGS) == Some("merge"),
            _ => false,
        })
    }

    /// Of equal keys the last stays.
    fn drop_repeated(&mut self, heap: &mut Heap<'_>, id: NodeId) -> Step<()> {
        let pairs = self.mapping(id).to_vec();
        heap.spend(pairs.len())?;
        let mut places: HashMap<Key, usize> = HashMap::new();
        let mut kept: Vec<Option<Pair>> = Vec::new();
        for pair in pairs {
            if !self.is_merge(pair.0) {
                let object = self.object(heap, pair.0)?;
                let before = places.insert(key_of(heap, &object)?, kept.len());
                if let Some(slot) = before.and_then(|before| kept.get_mut(before)) {
                    *slot = None;
                }
            }
            kept.push(Some(pair));
        }
        self.mappings.insert(id, kept.into_iter().flatten().collect());
        Ok(())
    }

    /// Adds a map's entries. As in SnakeYAML its `<<` are gone from then on,
    /// for others that merge it too.
    fn merge(
        &mut self,
        heap: &mut Heap<'_>,
        id: NodeId,
        preferred: bool,
        merged: &mut Vec<(Key, Pair)>,
    ) -> Step<()> {
        let pairs = self.mapping(id).to_vec();
        let kept = pairs.iter().filter(|(key, _)| !self.is_merge(*key)).copied().collect();
        self.mappings.insert(id, kept);
        for pair in pairs {
            heap.spend(1 + merged.len() / 16)?;
            if self.is_merge(pair.0) {
                for map in self.merged_maps(pair.1)? {
                    if !self.is_mapping(map) {
                        return Err(failed("only maps can be merged"));
                    }
                    heap.nested(|heap| self.merge(heap, map, false, merged))?;
                }
                continue;
            }
            let object = self.object(heap, pair.0)?;
            let hashed = key_of(heap, &object)?;
            match merged.iter_mut().find(|(known, _)| *known == hashed) {
                None => merged.push((hashed, pair)),
                Some(known) if preferred => known.1 = pair,
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// What stands behind `<<`.
    fn merged_maps(&self, id: NodeId) -> Step<Vec<NodeId>> {
        match self.nodes.get(id).map(|node| &node.kind) {
            Some(Kind::Mapping(_)) => Ok(vec![id]),
            Some(Kind::Sequence(items)) => Ok(items.clone()),
            _ => Err(failed("only maps can be merged")),
        }
    }

    /// A list of maps of one entry each: `!!omap` and `!!pairs`.
    fn pairs(&mut self, heap: &mut Heap<'_>, items: &[NodeId], ordered: bool) -> Step<Object> {
        let mut map = Map::new(Base::LinkedHashMap);
        let mut pairs = Vec::new();
        for item in items {
            let [(key, value)] = self.mapping(*item) else {
                return Err(failed("a map of one entry is expected"));
            };
            let (key, value) = (*key, *value);
            let key = self.object(heap, key)?;
            let value = self.object(heap, value)?;
            if ordered {
                let hashed = key_of(heap, &key)?;
                map.insert(hashed, key, value);
            } else {
                pairs.push(heap.array(Base::Object.class(), vec![key, value]));
            }
        }
        Ok(if ordered { heap.put(Cell::Map(map)) } else { heap.list(pairs) })
    }
}
