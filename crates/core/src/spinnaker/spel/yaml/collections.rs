//! What stands inside lists and maps: YAML's grammar of blocks and flows.
//! Properties of nodes and SnakeYAML's bounds are [`super::compose`]'s.

use super::compose::{Composer, Kind, Written, parser};
use super::scanner::Token;
use crate::spinnaker::spel::heap::Heap;
use crate::spinnaker::spel::stop::Step;

impl Composer {
    pub(super) fn block_sequence(&mut self, heap: &mut Heap<'_>) -> Step<Kind> {
        self.scanner.take()?;
        let mut items = Vec::new();
        while self.skip(&Token::BlockEntry)? {
            let ends = self.is(|token| matches!(token, Token::BlockEntry | Token::BlockEnd))?;
            items.push(if ends { self.empty(heap)? } else { self.node(heap, true, false)? });
        }
        self.block_end()?;
        Ok(Kind::Sequence(items))
    }

    fn block_end(&mut self) -> Step<()> {
        if self.skip(&Token::BlockEnd)? { Ok(()) } else { Err(parser("a block must end here")) }
    }

    /// A list that stands no deeper than its key.
    pub(super) fn indentless(&mut self, heap: &mut Heap<'_>) -> Step<Kind> {
        let mut items = Vec::new();
        while self.skip(&Token::BlockEntry)? {
            let ends = self.is(|token| {
                matches!(token, Token::BlockEntry | Token::Key | Token::Value | Token::BlockEnd)
            })?;
            items.push(if ends { self.empty(heap)? } else { self.node(heap, true, false)? });
        }
        Ok(Kind::Sequence(items))
    }

    pub(super) fn block_mapping(&mut self, heap: &mut Heap<'_>) -> Step<Kind> {
        let ends = |token: &Token| matches!(token, Token::Key | Token::Value | Token::BlockEnd);
        self.scanner.take()?;
        let mut entries = Vec::new();
        while self.skip(&Token::Key)? {
            let key = if self.is(ends)? { self.empty(heap)? } else { self.node(heap, true, true)? };
            let value = if self.skip(&Token::Value)? {
                if self.is(ends)? { self.empty(heap)? } else { self.node(heap, true, true)? }
            } else if self.is(|token| matches!(token, Token::Scalar { .. }))? {
                self.node(heap, true, true)?
            } else {
                self.empty(heap)?
            };
            entries.push((key, value));
        }
        self.block_end()?;
        Ok(Kind::Mapping(entries))
    }

    pub(super) fn flow_sequence(&mut self, heap: &mut Heap<'_>) -> Step<Kind> {
        self.scanner.take()?;
        let mut items = Vec::new();
        while !self.is(|token| *token == Token::FlowSequenceEnd)? {
            if !items.is_empty() && !self.skip(&Token::FlowEntry)? {
                return Err(parser("a list goes on with `,` or `]`"));
            }
            if self.is(|token| *token == Token::Key)? {
                let pair = Written { anchor: None, tag: None };
                items.push(self.collection(heap, pair, Self::pair)?);
            } else if !self.is(|token| *token == Token::FlowSequenceEnd)? {
                items.push(self.node(heap, false, false)?);
            } else {
                break;
            }
        }
        self.scanner.take()?;
        Ok(Kind::Sequence(items))
    }

    /// A map of one entry inside a list: `[a: b]`.
    fn pair(&mut self, heap: &mut Heap<'_>) -> Step<Kind> {
        self.scanner.take()?;
        let ends = |token: &Token| matches!(token, Token::FlowEntry | Token::FlowSequenceEnd);
        let no_key = self.is(|token| ends(token) || *token == Token::Value)?;
        let key = if no_key { self.empty(heap)? } else { self.node(heap, false, false)? };
        let value = if self.skip(&Token::Value)? && !self.is(ends)? {
            self.node(heap, false, false)?
        } else {
            self.empty(heap)?
        };
        Ok(Kind::Mapping(vec![(key, value)]))
    }

    pub(super) fn flow_mapping(&mut self, heap: &mut Heap<'_>) -> Step<Kind> {
        self.scanner.take()?;
        let ends = |token: &Token| matches!(token, Token::FlowEntry | Token::FlowMappingEnd);
        let mut entries = Vec::new();
        while !self.is(|token| *token == Token::FlowMappingEnd)? {
            if !entries.is_empty() && !self.skip(&Token::FlowEntry)? {
                return Err(parser("a map goes on with `,` or `}`"));
            }
            if self.skip(&Token::Key)? {
                let no_key = self.is(|token| ends(token) || *token == Token::Value)?;
                let key = if no_key { self.empty(heap)? } else { self.node(heap, false, false)? };
                let value = if self.skip(&Token::Value)? && !self.is(ends)? {
                    self.node(heap, false, false)?
                } else {
                    self.empty(heap)?
                };
                entries.push((key, value));
            } else if !self.is(|token| *token == Token::FlowMappingEnd)? {
                let key = self.node(heap, false, false)?;
                let value = self.empty(heap)?;
                entries.push((key, value));
            } else {
                break;
            }
        }
        self.scanner.take()?;
        Ok(Kind::Mapping(entries))
    }
}
