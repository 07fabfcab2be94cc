//! Where the maps without content would be, which are nothing to Spring.

use std::sync::Arc;

use super::Binder;
use crate::spinnaker::load::change::{Change, Step, What};
use crate::spinnaker::load::fields::Type;
use crate::spinnaker::load::name::{ElementKind, Name};
use crate::spinnaker::load::tree::Id;

impl Binder<'_> {
    /// Notes what vanished from the stage at an element.
    pub(in super::super) fn vanished(&mut self, stage: Id, ty: &Type) {
        let (tree, from) = (self.tree, self.elements(stage));
        for vanished in tree.vanished.iter().filter(|it| tree.is_within(it.at, stage)) {
            let name = Name::adapt(&vanished.flat);
            let path = self.path_of(&name, from, ty);
            let key = vanished.flat.get(vanished.key_at..).unwrap_or_default().into();
            let what = What::VanishedEmpty { key };
            self.changes.push(Change { path, span: vanished.key_span, what });
        }
    }

    /// A name's elements in canonical names, as far as the types know them.
    fn path_of(&self, name: &Name<'_>, from: usize, ty: &Type) -> Vec<Step> {
        let classes = self.conversion.classes;
        let mut path = Vec::new();
        let mut ty = Some(ty);
        for (index, key) in name.keys().enumerate().skip(from) {
            let written = || Step::Key(name.original(index, index + 1).into());
            let (step, of) = match ty {
                Some(Type::Bean(class)) => {
                    let class = classes.get(class);
                    let field = class.and_then(|class| class.fields.get(class.by_key(&key)?));
                    let step = field.map(|field| Step::Key(Arc::clone(&field.name)));
                    (step.unwrap_or_else(written), field.map(|field| &field.ty))
                }
                Some(Type::List(of)) if name.kind(index) == Some(ElementKind::Numeric) => {
                    (Step::Index(key.parse().unwrap_or_default()), Some(&**of))
                }
                Some(Type::Map(of)) => (written(), Some(&**of)),
                _ => (written(), None),
            };
            path.push(step);
            ty = of;
        }
        path
    }
}
