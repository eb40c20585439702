//! Declarations of types.

use ra_ap_syntax::{
    AstNode, SyntaxNode,
    ast::{self, HasGenericArgs, HasGenericParams, HasName, HasTypeBounds},
};

use super::{Outline, span_of};
use crate::facts::Span;

/// A struct, enum, union or type alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// All of it.
    pub at: Span,
    /// Its name.
    pub name: Span,
    /// The lifetimes that it declares, with their bounds.
    pub lifetimes: Vec<Span>,
    /// Where a first generic parameter can be inserted, and whether brackets are there already.
    pub generics: (u32, bool),
    /// Where a first generic argument can be inserted in the headers of implementations that name it, and whether
    /// brackets are there already.
    pub implementations: Vec<(u32, bool)>,
    /// Other types of the text have it in a field or as an alias.
    pub in_declarations: bool,
}

impl Outline {
    /// The innermost declaration of a type around a range.
    pub fn declaration(&self, at: Span) -> Option<Declaration> {
        let around = self.around(at)?;
        let item = around.ancestors().find_map(|node| {
            let at = super::span(node.text_range());
            let (name, generics) = match node.kind() {
                ra_ap_syntax::SyntaxKind::TYPE_ALIAS => parts(ast::TypeAlias::cast(node)?),
                _ => parts(ast::Adt::cast(node)?),
            };
            Some((at, name?, generics))
        });
        let (at, name, generics) = item?;
        let text = name.text().to_string();
        let named = self.root.descendants().filter_map(ast::PathSegment::cast);
        let named = named.filter(|it| it.name_ref().is_some_and(|it| it.text() == text));
        let named: Vec<ast::PathSegment> = named.collect();
        let in_header = named.iter().filter(|it| is_in_header(it.syntax()));
        Some(Declaration {
            at,
            name: span_of(&name),
            lifetimes: generics
                .iter()
                .flat_map(|it| it.lifetime_params())
                .map(|it| span_of(&it))
                .collect(),
            generics: match generics.as_ref().and_then(|it| it.l_angle_token()) {
                Some(open) => (open.text_range().end().into(), true),
                None => (name.syntax().text_range().end().into(), false),
            },
            implementations: in_header.map(place_of_argument).collect(),
            in_declarations: named.iter().any(|it| is_in_declaration(it.syntax())),
        })
    }
}

impl Outline {
    /// Where a bound can be appended to the type parameter of that name which is declared around a range, and whether
    /// it has bounds already.
    pub fn type_parameter(&self, at: Span, name: &str) -> Option<(u32, bool)> {
        let around = self.around(at)?;
        let mut lists = around.ancestors().filter_map(|node| {
            let item = ast::AnyHasGenericParams::cast(node)?;
            item.generic_param_list()
        });
        lists.find_map(|list| {
            let mut types = list.type_or_const_params().filter_map(|it| match it {
                ast::TypeOrConstParam::Type(it) => Some(it),
                ast::TypeOrConstParam::Const(_) => None,
            });
            let found = types.find(|it| it.name().is_some_and(|it| it.text() == name))?;
            let bounds = found.type_bound_list();
            match bounds.filter(|it| it.bounds().next().is_some()) {
                Some(bounds) => Some((bounds.syntax().text_range().end().into(), true)),
                None if found.colon_token().is_some() => None,
                None => Some((found.name()?.syntax().text_range().end().into(), false)),
            }
        })
    }
}

fn parts(
    item: impl HasName + HasGenericParams,
) -> (Option<ast::Name>, Option<ast::GenericParamList>) {
    (item.name(), item.generic_param_list())
}

fn place_of_argument(segment: &ast::PathSegment) -> (u32, bool) {
    let open = segment.generic_arg_list().and_then(|it| it.l_angle_token());
    match open {
        Some(open) => (open.text_range().end().into(), true),
        None => (segment.syntax().text_range().end().into(), false),
    }
}

/// Whether the node stands in an `impl` in front of its items.
fn is_in_header(node: &SyntaxNode) -> bool {
    let header = node
        .ancestors()
        .find(|it| ast::AssocItemList::can_cast(it.kind()) || ast::Impl::can_cast(it.kind()));
    header.is_some_and(|it| ast::Impl::can_cast(it.kind()))
}

fn is_in_declaration(node: &SyntaxNode) -> bool {
    let kinds = |it: SyntaxNode| {
        ast::RecordField::can_cast(it.kind())
            || ast::TupleField::can_cast(it.kind())
            || ast::TypeAlias::can_cast(it.kind())
    };
    node.ancestors().any(kinds)
}
