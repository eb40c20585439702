//! Lifetimes of signatures that are not written, and the rules that give them.
//!
//! By the text of the signature, as rustc resolves them (`rustc_resolve::late`, Reference: "Lifetime elision"); types
//! are asked only for how many lifetimes a path leaves out. A signature with something in it that is not known has no
//! elided lifetimes as far as this tells.

use ra_ap_base_db::FileId;
use ra_ap_hir::{GenericDef, ModuleDef, PathResolution, Semantics};
use ra_ap_hir_ty::attach_db;
use ra_ap_ide_db::RootDatabase;
use ra_ap_syntax::{
    AstNode, SyntaxKind, SyntaxNode, TextRange,
    ast::{self, HasGenericArgs},
};

use crate::facts::{Elided, ElidedForm, Elision, Span};

/// The elided lifetimes in the signatures that touch a range, of functions that return one of them; in source order.
pub fn elided(db: &RootDatabase, file: FileId, within: Span) -> Vec<Elided> {
    attach_db(db, || {
        let sema = Semantics::new(db);
        let tree = sema.parse_guess_edition(file);
        let mut near = Vec::new();
        signatures(tree.syntax(), within, &mut near);
        near.iter()
            .filter_map(|function| of(&sema, function))
            .flatten()
            .collect()
    })
}

/// The functions whose signatures touch a range. Most of a file is not looked at if the range is short.
fn signatures(node: &SyntaxNode, within: Span, found: &mut Vec<ast::Fn>) {
    let touches = |range: TextRange| {
        let range = span(range);
        range.start <= within.end && within.start <= range.end
    };
    for child in node.children().filter(|it| touches(it.text_range())) {
        if let Some(function) = ast::Fn::cast(child.clone()) {
            let whole = child.text_range();
            let body = function.body();
            let end = body.map_or(whole.end(), |it| it.syntax().text_range().start());
            if touches(TextRange::new(whole.start(), end)) {
                found.push(function);
            }
        }
        signatures(&child, within, found);
    }
}

/// `None` where something in the signature is not known, or no lifetime of the result is left out.
fn of(sema: &Semantics<'_, RootDatabase>, function: &ast::Fn) -> Option<Vec<Elided>> {
    let mut walk = Walk::new(sema);
    walk.node(function.ret_type()?.syntax())?;
    let outputs = std::mem::take(&mut walk.slots);
    if outputs.iter().all(|slot| slot.written.is_some()) {
        return None;
    }
    let parameters = function.param_list()?;
    let receiver = parameters.self_param();
    let mut own = false;
    if let Some(receiver) = &receiver {
        own = walk.receiver(receiver)?;
    }
    let lending = walk.parameters(parameters.params().map(|it| it.ty()))?;
    let mut found = Vec::new();
    let mut first: Option<String> = None;
    let mut next = 0;
    for slot in &walk.slots {
        let names: Vec<String> = match &slot.written {
            Some(written) => vec![written.clone()],
            None => (0..slot.count)
                .map(|_| {
                    next += 1;
                    format!("'{next}")
                })
                .collect(),
        };
        first = first.or_else(|| names.first().cloned());
        found.extend(slot.elided(names, Elision::Parameter));
    }
    let rule = match (own, lending.as_slice()) {
        (true, _) => Elision::Receiver,
        (false, [1]) => Elision::OnlyLifetime,
        // An error, or nothing that is known.
        _ => return None,
    };
    let lifetime = first?;
    for slot in &outputs {
        let names = vec![lifetime.clone(); slot.count];
        found.extend(slot.elided(names, rule));
    }
    found.sort_by_key(|it| it.at.start);
    Some(found)
}

/// A place at which a signature has lifetimes.
pub(super) struct Slot {
    pub(super) at: TextRange,
    pub(super) form: ElidedForm,
    pub(super) count: usize,
    /// The lifetime that is written there.
    pub(super) written: Option<String>,
}

impl Slot {
    fn elided(&self, lifetimes: Vec<String>, rule: Elision) -> Option<Elided> {
        self.written.is_none().then(|| Elided {
            at: span(self.at),
            form: self.form,
            lifetimes,
            rule,
        })
    }
}

/// Looks for the lifetimes in types; `None` where that is not certain.
pub(super) struct Walk<'a, 'db> {
    sema: &'a Semantics<'db, RootDatabase>,
    pub(super) slots: Vec<Slot>,
}

impl<'a, 'db> Walk<'a, 'db> {
    pub(super) fn new(sema: &'a Semantics<'db, RootDatabase>) -> Walk<'a, 'db> {
        Walk {
            sema,
            slots: Vec::new(),
        }
    }

    /// Whether the lifetime of the first slot is that of a reference to `self`.
    pub(super) fn receiver(&mut self, receiver: &ast::SelfParam) -> Option<bool> {
        if let Some(ampersand) = receiver.amp_token() {
            self.reference(ampersand.text_range(), receiver.lifetime());
            return Some(true);
        }
        let Some(ty) = receiver.ty() else {
            return Some(false);
        };
        self.node(ty.syntax())?;
        // Within others, rustc looks for references to `Self` itself; what else there may be is left alone.
        let plain = match &ty {
            ast::Type::RefType(reference) => {
                let inner = reference.ty()?;
                inner.syntax().text() == "Self" && self.slots.len() == 1
            }
            _ => false,
        };
        match (plain, self.slots.is_empty()) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }

    /// How many different lifetimes the parameters of these types have, for each that has any.
    pub(super) fn parameters(
        &mut self,
        types: impl Iterator<Item = Option<ast::Type>>,
    ) -> Option<Vec<usize>> {
        let mut lending = Vec::new();
        for ty in types {
            let before = self.slots.len();
            self.node(ty?.syntax())?;
            lending.push(distinct(&self.slots[before..]));
        }
        lending.retain(|&lifetimes| lifetimes > 0);
        Some(lending)
    }

    pub(super) fn node(&mut self, node: &SyntaxNode) -> Option<()> {
        match node.kind() {
            SyntaxKind::MACRO_TYPE | SyntaxKind::FOR_TYPE | SyntaxKind::FOR_BINDER => return None,
            // They have their own.
            SyntaxKind::FN_PTR_TYPE | SyntaxKind::PARENTHESIZED_ARG_LIST => return Some(()),
            // The lengths of arrays and other constants.
            kind if ast::Expr::can_cast(kind) => return Some(()),
            SyntaxKind::REF_TYPE => {
                let reference = ast::RefType::cast(node.clone())?;
                let ampersand = reference.amp_token()?.text_range();
                self.reference(ampersand, reference.lifetime());
                return self.node(reference.ty()?.syntax());
            }
            SyntaxKind::LIFETIME => self.lifetime(node),
            SyntaxKind::PATH_TYPE => self.path(&ast::PathType::cast(node.clone())?.path()?)?,
            _ => {}
        }
        // The result of `Fn(&T) -> &U` is no child of its arguments.
        let function = node
            .children()
            .any(|it| it.kind() == SyntaxKind::PARENTHESIZED_ARG_LIST);
        for child in node.children() {
            if !(function && child.kind() == SyntaxKind::RET_TYPE) {
                self.node(&child)?;
            }
        }
        Some(())
    }

    fn reference(&mut self, ampersand: TextRange, lifetime: Option<ast::Lifetime>) {
        match lifetime {
            Some(lifetime) => self.lifetime(lifetime.syntax()),
            None => self.slots.push(Slot {
                at: ampersand,
                form: ElidedForm::Reference,
                count: 1,
                written: None,
            }),
        }
    }

    fn lifetime(&mut self, lifetime: &SyntaxNode) {
        let name = lifetime.text().to_string();
        self.slots.push(Slot {
            at: lifetime.text_range(),
            form: ElidedForm::Placeholder,
            count: 1,
            written: (name != "'_").then_some(name),
        });
    }

    /// The lifetimes that a path should have and has not.
    fn path(&mut self, path: &ast::Path) -> Option<()> {
        let segment = path.segment()?;
        let arguments = segment.generic_arg_list();
        let written = arguments.iter().flat_map(|it| it.generic_args());
        if segment.parenthesized_arg_list().is_some()
            || written
                .into_iter()
                .any(|it| matches!(it, ast::GenericArg::LifetimeArg(_)))
        {
            return Some(());
        }
        let count = self.lifetimes_of(path)?;
        if count > 0 {
            self.slots.push(Slot {
                at: segment.name_ref()?.syntax().text_range(),
                form: ElidedForm::Path {
                    arguments: arguments.is_some(),
                },
                count,
                written: None,
            });
        }
        Some(())
    }

    fn lifetimes_of(&self, path: &ast::Path) -> Option<usize> {
        // In the declaration of a type `Self` resolves to it, but leaves none of its lifetimes out.
        if path.syntax().text() == "Self" {
            return Some(0);
        }
        let definition: GenericDef = match self.sema.resolve_path(path) {
            Some(PathResolution::Def(ModuleDef::Adt(it))) => it.into(),
            Some(PathResolution::Def(ModuleDef::TypeAlias(it))) => it.into(),
            Some(PathResolution::Def(ModuleDef::Trait(it))) => it.into(),
            Some(PathResolution::Def(ModuleDef::BuiltinType(_)))
            | Some(PathResolution::TypeParam(_) | PathResolution::SelfType(_)) => return Some(0),
            _ => return None,
        };
        Some(definition.lifetime_params(self.sema.db).len())
    }
}

/// How many different lifetimes the places have.
fn distinct(slots: &[Slot]) -> usize {
    let mut named: Vec<&str> = slots
        .iter()
        .filter_map(|it| it.written.as_deref())
        .collect();
    named.sort_unstable();
    named.dedup();
    let elided = slots.iter().filter(|it| it.written.is_none());
    named.len() + elided.map(|it| it.count).sum::<usize>()
}

pub(super) fn span(range: TextRange) -> Span {
    Span {
        start: range.start().into(),
        end: range.end().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Options, Project, StdChoice};

    /// The text with the lifetimes in their places, and an `!` for those that the receiver gives.
    fn shown(text: &str) -> String {
        let options = Options {
            std: StdChoice::Model,
            ..Options::default()
        };
        let project = Project::from_text("demo.rs", text, &options).expect("opens");
        let (snapshot, file) = (project.snapshot(), project.sources()[0]);
        let mut shown = text.to_owned();
        for it in elided(snapshot.db(), file, Span::ALL).iter().rev() {
            let mark = match it.rule {
                Elision::Parameter => "",
                Elision::OnlyLifetime => "=",
                Elision::Receiver => "!",
            };
            let words = format!("[{mark}{}]", it.lifetimes.join(" "));
            shown.insert_str(it.at.end as usize, &words);
        }
        shown
    }

    #[test]
    fn the_rules() {
        let cases = [
            (
                "fn f(s: &str) -> &str { s }",
                "fn f(s: &['1]str) -> &[=]str { s }",
            ),
            (
                "fn f<'a>(s: &'a str, n: usize) -> &str { s }",
                "fn f<'a>(s: &'a str, n: usize) -> &[='a]str { s }",
            ),
            (
                "struct S; impl S { fn f(&self, s: &str) -> &str { todo!() } }",
                "struct S; impl S { fn f(&['1]self, s: &['2]str) -> &[!'1]str { todo!() } }",
            ),
            (
                "struct S; impl S { fn f(self: &mut Self, s: &str) -> Option<&'_ str> { None } }",
                "struct S; impl S { fn f(self: &['1]mut Self, s: &['2]str) -> Option<&'_[!'1] str> { None } }",
            ),
            (
                "struct R<'a>(&'a str); fn f(s: &str) -> R { R(s) }",
                "struct R<'a>(&'a str); fn f(s: &['1]str) -> R[='1] { R(s) }",
            ),
            (
                "fn f(s: &str, g: impl Fn(&u8) -> &u8) -> impl Iterator<Item = &str> { s.lines() }",
                "fn f(s: &['1]str, g: impl Fn(&u8) -> &u8) -> impl Iterator<Item = &[='1]str> { s.lines() }",
            ),
        ];
        for (text, expected) in cases {
            let expected = expected.replace("[=]", "[='1]");
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn what_is_not_certain_is_left_alone() {
        for text in [
            "fn f(s: &str) -> usize { 0 }",
            "fn f(s: &str, t: &str) -> &str { s }",
            "fn f(s: &Unknown) -> &str { todo!() }",
            "struct S; impl S { fn f(self: Box<&Self>) -> &str { todo!() } }",
            "fn f<'a>(s: &'a str, t: &str) -> &'a str { s }",
            "fn f<'a>(s: &'a str, t: &'a str) -> &str { s }",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
