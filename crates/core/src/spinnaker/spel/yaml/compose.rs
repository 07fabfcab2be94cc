//! Nodes from tokens: YAML's grammar, anchors, tags and SnakeYAML's bounds.
//! Values are not looked at here.

use std::collections::HashMap;

use super::chars::Chars;
use super::scanner::{Directive, Scanner, Token};
use crate::document::{YAML_TAGS, names_class};
use crate::limits;
use crate::spinnaker::spel::heap::Heap;
use crate::spinnaker::spel::stop::{Step, Stop, thrown};

/// Most aliases of lists and maps.
const ALIASES: usize = 50;
/// Where a node lives.
pub(super) type NodeId = usize;

/// A node; its tag only where one is written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) tag: Option<String>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A text, and whether its type is read off it.
    Scalar(String, bool),
    Sequence(Vec<NodeId>),
    Mapping(Vec<(NodeId, NodeId)>),
}

/// How a document begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Implicit,
    /// With `---`.
    Explicit,
}

/// The nodes of a text.
pub(super) struct Composer {
    pub(super) scanner: Scanner,
    nodes: Vec<Node>,
    anchors: HashMap<String, NodeId>,
    handles: HashMap<String, String>,
    started: bool,
    depth: usize,
    aliases: usize,
}

pub(super) fn parser(message: &str) -> Stop {
    thrown("ParserException", message)
}

/// YAML's own handles.
fn own_handle(handle: &str) -> Option<&'static str> {
    match handle {
        "!" => Some("!"),
        "!!" => Some(YAML_TAGS),
        _ => None,
    }
}

impl Composer {
    pub(super) fn new(heap: &mut Heap<'_>, text: &str) -> Step<Self> {
        Ok(Self {
            scanner: Scanner::new(Chars::new(heap, text)?),
            nodes: Vec::new(),
            anchors: HashMap::new(),
            handles: HashMap::new(),
            started: false,
            depth: 0,
            aliases: 0,
        })
    }

    /// The nodes read so far.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn is(&mut self, test: impl FnOnce(&Token) -> bool) -> Step<bool> {
        Ok(test(self.scanner.peek()?))
    }

    pub(super) fn skip(&mut self, token: &Token) -> Step<bool> {
        let found = self.is(|next| next == token)?;
        if found {
            self.scanner.take()?;
        }
        Ok(found)
    }

    /// How the next document begins; `None` at the end of the text.
    pub(super) fn begin(&mut self) -> Step<Option<Start>> {
        let implicit = |token: &Token| {
            !matches!(token, Token::Directive(_) | Token::DocumentStart | Token::StreamEnd)
        };
        if !self.started && self.is(implicit)? {
            self.started = true;
            return Ok(Some(Start::Implicit));
        }
        self.started = true;
        while self.skip(&Token::DocumentEnd)? {}
        if self.is(|token| *token == Token::StreamEnd)? {
            return Ok(None);
        }
        self.scanner.new_document();
        self.directives()?;
        if self.is(|token| *token == Token::StreamEnd)? {
            return Ok(None);
        }
        if !self.skip(&Token::DocumentStart)? {
            return Err(parser("a document begins with `---`"));
        }
        Ok(Some(Start::Explicit))
    }

    fn directives(&mut self) -> Step<()> {
        let mut versioned = false;
        while self.is(|token| matches!(token, Token::Directive(_)))? {
            let Token::Directive(directive) = self.scanner.take()? else { continue };
            match directive {
                Directive::Yaml(_) if versioned => {
                    return Err(parser("the version stands twice"));
                }
                Directive::Yaml(1) => versioned = true,
                Directive::Yaml(_) => return Err(parser("only version 1 is known")),
                Directive::Tag(handle, prefix) => {
                    if self.handles.insert(handle, prefix).is_some() {
                        return Err(parser("a handle is given twice"));
                    }
                }
                Directive::Other => {}
            }
        }
        Ok(())
    }

    /// The root of a document that begins so.
    pub(super) fn document(&mut self, heap: &mut Heap<'_>, start: Start) -> Step<NodeId> {
        let empty = |token: &Token| {
            matches!(
                token,
                Token::Directive(_) | Token::DocumentStart | Token::DocumentEnd | Token::StreamEnd
            )
        };
        let root = if start == Start::Explicit && self.is(empty)? {
            self.empty(heap)?
        } else {
            self.node(heap, true, false)?
        };
        self.skip(&Token::DocumentEnd)?;
        self.anchors.clear();
        Ok(root)
    }

    fn deeper(&mut self) -> Step<()> {
        if self.depth > limits::SNAKE_YAML_DEPTH {
            return Err(thrown("YAMLException", "the YAML is nested too deep"));
        }
        self.depth += 1;
        Ok(())
    }

    fn add(&mut self, heap: &mut Heap<'_>, node: Node) -> Step<NodeId> {
        heap.spend(1)?;
        self.nodes.push(node);
        Ok(self.nodes.len() - 1)
    }

    /// A node that is not written.
    pub(super) fn empty(&mut self, heap: &mut Heap<'_>) -> Step<NodeId> {
        self.deeper()?;
        self.depth -= 1;
        self.add(heap, Node { tag: None, kind: Kind::Scalar(String::new(), true) })
    }

    pub(super) fn node(
        &mut self,
        heap: &mut Heap<'_>,
        block: bool,
        indentless: bool,
    ) -> Step<NodeId> {
        if self.is(|token| matches!(token, Token::Alias(_)))? {
            return self.alias();
        }
        let (mut anchor, mut written) = (None, None);
        for _ in 0..2 {
            match self.scanner.peek()? {
                Token::Anchor(_) if anchor.is_none() => {
                    if let Token::Anchor(name) = self.scanner.take()? {
                        anchor = Some(name);
                    }
                }
                Token::Tag(..) if written.is_none() => {
                    if let Token::Tag(handle, suffix) = self.scanner.take()? {
                        written = Some((handle, suffix));
                    }
                }
                _ => break,
            }
        }
        let tag = match written {
            None => None,
            Some((None, suffix)) => Some(suffix),
            Some((Some(handle), suffix)) => {
                let prefix = self.handles.get(&handle).map(String::as_str);
                match prefix.or_else(|| own_handle(&handle)) {
                    Some(prefix) => Some(format!("{prefix}{suffix}")),
                    None => return Err(parser("a tag's handle is not given")),
                }
            }
        };
        let properties = anchor.is_some() || tag.is_some();
        let node = Written { anchor, tag };
        let next = self.scanner.peek()?;
        match next {
            Token::BlockEntry if indentless => self.collection(heap, node, Self::indentless),
            Token::Scalar { .. } => self.scalar(heap, node),
            Token::FlowSequenceStart => self.collection(heap, node, Self::flow_sequence),
            Token::FlowMappingStart => self.collection(heap, node, Self::flow_mapping),
            Token::BlockSequenceStart if block => self.collection(heap, node, Self::block_sequence),
            Token::BlockMappingStart if block => self.collection(heap, node, Self::block_mapping),
            _ if properties => {
                let implicit = node.tag.as_deref().is_none_or(|tag| tag == "!");
                self.leaf(heap, node, String::new(), implicit)
            }
            _ => Err(parser("a node is missing")),
        }
    }

    fn alias(&mut self) -> Step<NodeId> {
        let Token::Alias(name) = self.scanner.take()? else { return Err(parser("no alias")) };
        let Some(node) = self.anchors.get(&name).copied() else {
            return Err(thrown("ComposerException", "an alias without its anchor"));
        };
        if !matches!(self.nodes.get(node).map(|node| &node.kind), Some(Kind::Scalar(..))) {
            self.aliases += 1;
            if self.aliases > ALIASES {
                return Err(thrown("YAMLException", "the YAML has too many aliases"));
            }
        }
        Ok(node)
    }

    fn scalar(&mut self, heap: &mut Heap<'_>, node: Written) -> Step<NodeId> {
        let Token::Scalar { text, plain } = self.scanner.take()? else {
            return Err(parser("no scalar"));
        };
        let implicit = match node.tag.as_deref() {
            None => plain,
            tag => tag == Some("!"),
        };
        self.leaf(heap, node, text, implicit)
    }

    fn leaf(
        &mut self,
        heap: &mut Heap<'_>,
        node: Written,
        text: String,
        implicit: bool,
    ) -> Step<NodeId> {
        self.deeper()?;
        self.depth -= 1;
        let tag = known_tag(node.tag)?;
        let id = self.add(heap, Node { tag, kind: Kind::Scalar(text, implicit) })?;
        if let Some(anchor) = node.anchor {
            self.anchors.insert(anchor, id);
        }
        Ok(id)
    }

    /// A list or map; its anchor is known inside it.
    pub(super) fn collection(
        &mut self,
        heap: &mut Heap<'_>,
        node: Written,
        children: fn(&mut Self, &mut Heap<'_>) -> Step<Kind>,
    ) -> Step<NodeId> {
        self.deeper()?;
        let tag = known_tag(node.tag)?;
        let id = self.add(heap, Node { tag, kind: Kind::Sequence(Vec::new()) })?;
        if let Some(anchor) = node.anchor {
            self.anchors.insert(anchor, id);
        }
        let kind = children(self, heap)?;
        if let Some(node) = self.nodes.get_mut(id) {
            node.kind = kind;
        }
        self.depth -= 1;
        Ok(id)
    }
}

/// What is written before a node.
pub(super) struct Written {
    pub(super) anchor: Option<String>,
    pub(super) tag: Option<String>,
}

/// A tag of YAML's own must be a known one; `!` is none.
fn known_tag(tag: Option<String>) -> Step<Option<String>> {
    let Some(tag) = tag.filter(|tag| tag != "!") else { return Ok(None) };
    if names_class(&tag) {
        return Err(thrown("ComposerException", "a class as tag is not allowed"));
    }
    Ok(Some(tag))
}
