//! Signatures.

use ra_ap_syntax::{
    AstNode, SyntaxNode,
    ast::{self, HasGenericParams, HasName, HasTypeBounds, HasVisibility},
};

use super::{Outline, span, span_of};
use crate::facts::Span;

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// All of it.
    pub at: Span,
    /// From `fn` to the end of the signature.
    pub signature: Span,
    /// Its name.
    pub name: Span,
    /// `pub` in any form.
    pub public: bool,
    /// It belongs to a trait or to the implementation of one.
    pub of_trait: bool,
    /// The name of the type that it is implemented for, or of the trait that declares it.
    pub container: Option<String>,
    /// The lifetimes that it declares, with their bounds.
    pub lifetimes: Vec<Span>,
    /// The lifetimes that what is around it declares.
    pub outer_lifetimes: Vec<Span>,
    /// The types that it declares without any bound.
    pub free_types: Vec<String>,
    /// Where a first generic parameter can be inserted, and whether brackets are there already.
    pub generics: (u32, bool),
    /// The parameters without the receiver.
    pub parameters: Vec<Parameter>,
    /// The receiver.
    pub receiver: Option<Span>,
    /// The type behind `->`.
    pub result: Option<TypeText>,
    /// The body.
    pub body: Option<Span>,
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name, where the pattern is nothing else.
    pub name: Option<Span>,
    /// It is bound `mut`.
    pub mutable: bool,
    /// Its type.
    pub ty: TypeText,
}

/// A type as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeText {
    /// All of it.
    pub at: Span,
    /// Where a lifetime can be written behind each `&` that has none, in order.
    pub elided: Vec<u32>,
    /// The lifetimes that are written, `'_` included.
    pub written: Vec<(Span, String)>,
    /// The `impl Trait` or `dyn Trait` types in it: where a further bound can be appended.
    pub bounds: Vec<u32>,
}

impl Outline {
    /// The innermost function around a range.
    pub fn function(&self, at: Span) -> Option<Function> {
        let around = self.around(at)?;
        around
            .ancestors()
            .find_map(ast::Fn::cast)
            .and_then(|it| function(&it))
    }

    /// The functions with a name.
    pub fn functions(&self, name: &str) -> Vec<Function> {
        let all = self.root.descendants().filter_map(ast::Fn::cast);
        all.filter(|it| it.name().is_some_and(|it| it.text() == name))
            .filter_map(|it| function(&it))
            .collect()
    }

    /// The names of the variants without fields of the enums by a name.
    pub fn unit_variants(&self, name: &str) -> Vec<String> {
        let enums = self.root.descendants().filter_map(ast::Enum::cast);
        let enums = enums.filter(|it| it.name().is_some_and(|it| it.text() == name));
        let variants = enums
            .flat_map(|it| it.variant_list())
            .flat_map(|it| it.variants());
        variants
            .filter(|it| it.field_list().is_none())
            .filter_map(|it| Some(it.name()?.text().to_string()))
            .collect()
    }

    /// The identifiers in a range, `self` included, those in macro calls as well.
    pub fn names_in(&self, at: Span) -> Vec<String> {
        let tokens = self.root.descendants_with_tokens();
        let tokens = tokens.filter_map(|it| it.into_token());
        let inside = tokens.filter(|it| at.contains(span(it.text_range())));
        let names = inside.filter(|it| {
            it.kind() == ra_ap_syntax::SyntaxKind::IDENT || it.kind() == ra_ap_syntax::T![self]
        });
        names.map(|it| it.text().to_owned()).collect()
    }
}

fn function(it: &ast::Fn) -> Option<Function> {
    let name = it.name()?;
    let parameters = it.param_list()?;
    let body = it.body();
    let signature_end = match it.ret_type() {
        Some(ty) => ty.syntax().text_range().end(),
        None => parameters.syntax().text_range().end(),
    };
    let start = it.fn_token()?.text_range().start();
    let container = it
        .syntax()
        .ancestors()
        .skip(1)
        .find_map(ast::AssocItemList::cast);
    let container = container.and_then(|it| it.syntax().parent());
    let of_trait = container.as_ref().is_some_and(|it| {
        ast::Trait::can_cast(it.kind())
            || ast::Impl::cast(it.clone()).is_some_and(|it| it.trait_().is_some())
    });
    let container = container.and_then(|it| container_name(&it));
    let generics = it.generic_param_list();
    Some(Function {
        at: span_of(it),
        signature: Span {
            start: start.into(),
            end: signature_end.into(),
        },
        name: span_of(&name),
        public: it.visibility().is_some(),
        of_trait,
        container,
        lifetimes: lifetimes(generics.as_ref()),
        outer_lifetimes: it
            .syntax()
            .ancestors()
            .skip(1)
            .filter_map(ast::AnyHasGenericParams::cast)
            .flat_map(|it| lifetimes(it.generic_param_list().as_ref()))
            .collect(),
        free_types: match it.where_clause() {
            Some(_) => Vec::new(),
            None => free_types(generics.as_ref()),
        },
        generics: match generics.as_ref().and_then(|it| it.l_angle_token()) {
            Some(open) => (open.text_range().end().into(), true),
            None => (name.syntax().text_range().end().into(), false),
        },
        parameters: parameters
            .params()
            .filter_map(|it| parameter(&it))
            .collect(),
        receiver: parameters.self_param().map(|it| span_of(&it)),
        result: it
            .ret_type()
            .and_then(|it| it.ty())
            .map(|it| type_text(&it)),
        body: body.map(|it| span_of(&it)),
    })
}

fn container_name(container: &SyntaxNode) -> Option<String> {
    if let Some(it) = ast::Trait::cast(container.clone()) {
        return Some(it.name()?.text().to_string());
    }
    match ast::Impl::cast(container.clone())?.self_ty()? {
        ast::Type::PathType(it) => {
            let name = it.path()?.segment()?.name_ref()?;
            Some(name.text().to_string())
        }
        other => Some(other.syntax().text().to_string()),
    }
}

fn lifetimes(generics: Option<&ast::GenericParamList>) -> Vec<Span> {
    let parameters = generics.into_iter().flat_map(|it| it.lifetime_params());
    parameters.map(|it| span_of(&it)).collect()
}

fn free_types(generics: Option<&ast::GenericParamList>) -> Vec<String> {
    let types = generics
        .into_iter()
        .flat_map(|it| it.type_or_const_params());
    types
        .filter_map(|it| match it {
            ast::TypeOrConstParam::Type(it) if it.type_bound_list().is_none() => {
                Some(it.name()?.text().to_string())
            }
            _ => None,
        })
        .collect()
}

fn parameter(it: &ast::Param) -> Option<Parameter> {
    let (name, mutable) = match it.pat()? {
        ast::Pat::IdentPat(binding) if binding.ref_token().is_none() => {
            (binding.name(), binding.mut_token().is_some())
        }
        _ => (None, false),
    };
    Some(Parameter {
        name: name.map(|it| span_of(&it)),
        mutable,
        ty: type_text(&it.ty()?),
    })
}

fn type_text(ty: &ast::Type) -> TypeText {
    let mut text = TypeText {
        at: span_of(ty),
        elided: Vec::new(),
        written: Vec::new(),
        bounds: Vec::new(),
    };
    for node in ty.syntax().descendants() {
        if let Some(it) = ast::RefType::cast(node.clone())
            && it.lifetime().is_none()
            && let Some(amp) = it.amp_token()
        {
            text.elided.push(amp.text_range().end().into());
        }
        if let Some(it) = ast::Lifetime::cast(node.clone()) {
            text.written.push((span_of(&it), it.text().to_string()));
        }
        if ast::ImplTraitType::can_cast(node.kind()) || ast::DynTraitType::can_cast(node.kind()) {
            text.bounds.push(node.text_range().end().into());
        }
    }
    text
}
