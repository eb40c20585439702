//! From [`Origin`]s to byte ranges of the file that a body is written in.

use ra_ap_hir_def::{
    DefWithBodyId, Lookup,
    expr_store::{Body, body::BodySourceMap},
    hir::{Expr, ExprId, PatId, type_ref::TypeRefId},
    src::HasSource,
};
use ra_ap_hir_expand::{EditionedFileId, HirFileId, InFile};
use ra_ap_hir_ty::db::HirDatabase;
use ra_ap_syntax::{
    AstNode, SyntaxNode, SyntaxNodePtr, TextRange,
    ast::{self, HasName},
    match_ast,
};

use super::{bodies::written_at, graph::Origin};
use crate::facts::{Located, Span};

/// Maps the origins of one body.
pub(super) struct Positions<'db> {
    db: &'db dyn HirDatabase,
    source_map: &'db BodySourceMap,
    body: &'db Body,
    /// The file the item is written in.
    file: EditionedFileId,
    /// The item, and its body from the first to the last character.
    item: TextRange,
    whole_body: TextRange,
    /// The item's file as parsed, and those of macro expansions that were asked for.
    roots: std::cell::RefCell<Vec<(HirFileId, SyntaxNode)>>,
}

impl<'db> Positions<'db> {
    /// `None` if the item itself is not written in a file but made by a macro.
    pub(super) fn new(db: &'db dyn HirDatabase, def: DefWithBodyId) -> Option<Self> {
        let (store, source_map) = Body::with_source_map(db, def);
        let source = item_source(db, def)?;
        let (item, body) = source.value;
        let body = written_at(db, InFile::new(source.file_id, body))?;
        // Documentation becomes attributes on the way through a macro.
        let item = written_at(db, InFile::new(source.file_id, item)).unwrap_or(body);
        Some(Positions {
            db,
            source_map,
            body: store,
            file: item.file_id,
            item: item.range,
            whole_body: body.range,
            roots: Default::default(),
        })
    }

    /// Where `origin` stands; `None` if nothing in the file corresponds to it.
    pub(super) fn locate(&self, origin: Origin) -> Option<Located> {
        match origin {
            Origin::Expr(id) => self.expr(expr_id(id)),
            Origin::MacroCall(id) => self.whole_expr(expr_id(id)),
            Origin::ExprEnd(id) => self
                .whole_expr(expr_id(id))
                .map(|it| self.last_character(it)),
            Origin::ClosureHead(id) => self.closure_head(expr_id(id)),
            Origin::MatchHead(id) => self.match_head(expr_id(id)),
            Origin::Pat(id) => self.pat(pat_id(id)),
            Origin::BindingName(id) => self.binding_name(pat_id(id)),
            Origin::Binding(id) => self.binding(pat_id(id)),
            Origin::SelfParam => self.self_param(),
            Origin::Item => Some(written(self.item)),
            Origin::ItemEnd => Some(self.last_character(written(self.whole_body))),
            Origin::StatementEnd(id) => self
                .statement(expr_id(id))
                .map(|it| self.last_character(it)),
            Origin::Type(id) => self.written_type(TypeRefId::from_raw(id.into())),
        }
    }

    fn expr(&self, id: ExprId) -> Option<Located> {
        if let Some(capture) = self.source_map.format_args_implicit_capture(id) {
            // The name's place counts from the start of the literal that the user wrote.
            let (literal, range) = capture.value;
            let literal = self.map(InFile::new(capture.file_id, literal.text_range()))?;
            if literal.in_macro {
                return Some(literal);
            }
            let start = literal.span.start;
            let range = range + ra_ap_syntax::TextSize::from(start);
            return Some(written(range));
        }
        let node = self.expr_node(id)?;
        if let Some(template) = self.template(&node) {
            return Some(template);
        }
        if let Some(iterable) = self.iterable(id, &node) {
            return self.map(iterable);
        }
        if let Some(operand) = self.written_operand(&node) {
            return Some(operand);
        }
        self.expr_range(&node)
    }

    /// A macro that borrows its argument (`&$left`) does to the user what the argument's place is subject to.
    fn written_operand(&self, node: &InFile<SyntaxNode>) -> Option<Located> {
        let reference = ast::RefExpr::cast(node.value.clone())?;
        if !self.map(node.as_ref().map(|it| it.text_range()))?.in_macro {
            return None;
        }
        let operand = reference.expr()?.syntax().clone();
        self.expr_range(&InFile::new(node.file_id, operand))
            .filter(|it| !it.in_macro)
    }

    /// The expression, or the macro call if it is all that the call expands to.
    fn whole_expr(&self, id: ExprId) -> Option<Located> {
        let node = self.expr_node(id)?;
        self.expr_range(&self.outermost(node))
    }

    /// While the node is all that a macro call expands to: that call.
    fn outermost(&self, mut node: InFile<SyntaxNode>) -> InFile<SyntaxNode> {
        while let HirFileId::MacroFile(file) = node.file_id
            && same_tokens(&node.value, &self.root(node.file_id))
        {
            let call = file.call_node(self.db);
            node = call.map(|call| match call.parent() {
                Some(parent) if ast::MacroExpr::can_cast(parent.kind()) => parent,
                _ => call,
            });
        }
        node
    }

    fn expr_range(&self, node: &InFile<SyntaxNode>) -> Option<Located> {
        // Parentheses belong to the expression, as in rustc's spans; those that a macro's expansion
        // puts around its arguments do not.
        let mut located = self.map(node.as_ref().map(without_attributes))?;
        for outer in parentheses(&node.value) {
            match self.map(InFile::new(node.file_id, outer.text_range())) {
                Some(outer) if outer.in_macro == located.in_macro => located = outer,
                _ => break,
            }
        }
        Some(located)
    }

    /// `move |x| -> T`, `async move`: what rustc labels when a closure captures.
    fn closure_head(&self, id: ExprId) -> Option<Located> {
        let node = self.expr_node(id)?;
        let range = node.as_ref().map(|node| {
            let whole = without_attributes(node);
            let end = match ast::ClosureExpr::cast(node.clone()) {
                Some(closure) => closure
                    .ret_type()
                    .map(|it| it.syntax().text_range())
                    .or_else(|| Some(closure.param_list()?.syntax().text_range())),
                None => ast::BlockExpr::cast(node.clone()).and_then(|block| {
                    let keyword = block.move_token().or_else(|| block.async_token())?;
                    Some(keyword.text_range())
                }),
            };
            end.map_or(whole, |end| TextRange::new(whole.start(), end.end()))
        });
        self.map(range)
    }

    /// `match x`, where the value decides which arm is next.
    fn match_head(&self, id: ExprId) -> Option<Located> {
        let node = self.expr_node(id)?;
        let range = node.as_ref().map(|node| {
            let whole = without_attributes(node);
            let scrutinee = ast::MatchExpr::cast(node.clone()).and_then(|it| it.expr());
            let end = scrutinee.map_or(whole.end(), |it| it.syntax().text_range().end());
            TextRange::new(whole.start(), end)
        });
        self.map(range)
    }

    /// The calls that a `for` loop makes stand at what it iterates over.
    fn iterable(&self, id: ExprId, node: &InFile<SyntaxNode>) -> Option<InFile<TextRange>> {
        if !matches!(self.body[id], Expr::Call { .. } | Expr::Ref { .. }) {
            return None;
        }
        let iterable = ast::ForExpr::cast(node.value.clone())?.iterable()?;
        Some(InFile::new(node.file_id, iterable.syntax().text_range()))
    }

    /// What a formatting macro does stands where its template begins, if the user wrote that.
    fn template(&self, node: &InFile<SyntaxNode>) -> Option<Located> {
        let format = ast::FormatArgsExpr::cast(node.value.clone())?;
        let template = format.template()?;
        let mut located = self.map(InFile::new(node.file_id, template.syntax().text_range()))?;
        located.span.end = located.span.start + 1;
        (!located.in_macro).then_some(located)
    }

    fn expr_node(&self, id: ExprId) -> Option<InFile<SyntaxNode>> {
        let source = self.source_map.expr_syntax(id).ok()?;
        Some(self.node(source.map(|ptr| ptr.syntax_node_ptr())))
    }

    fn pat_node(&self, id: PatId) -> Option<InFile<SyntaxNode>> {
        let source = self.source_map.pat_syntax(id).ok()?;
        Some(self.node(source.map(|ptr| ptr.syntax_node_ptr())))
    }

    fn pat(&self, id: PatId) -> Option<Located> {
        let node = self.pat_node(id)?;
        self.map(node.map(|node| node.text_range()))
    }

    fn binding_name(&self, id: PatId) -> Option<Located> {
        let node = self.pat_node(id)?;
        let range = node.map(|node| {
            ast::IdentPat::cast(node.clone())
                .and_then(|pat| pat.name())
                .map_or(node.text_range(), |name| name.syntax().text_range())
        });
        let located = self.map(range)?;
        // A name that a macro makes up is none that the user could refer to.
        (!located.in_macro).then_some(located)
    }

    /// `mut name`, `ref name`: what rustc labels when the pattern moves or borrows.
    fn binding(&self, id: PatId) -> Option<Located> {
        let node = self.pat_node(id)?;
        let range = node.as_ref().map(|node| {
            let whole = node.text_range();
            ast::IdentPat::cast(node.clone())
                .and_then(|pat| pat.name())
                .map_or(whole, |name| {
                    TextRange::new(whole.start(), name.syntax().text_range().end())
                })
        });
        let located = self.map(range)?;
        // A macro that gives its argument a name (`match $val { tmp => … }`) takes the argument.
        let argument = located
            .in_macro
            .then(|| scrutinee(&node.value))
            .flatten()
            .and_then(|it| self.expr_range(&InFile::new(node.file_id, it)))
            .filter(|it| !it.in_macro);
        Some(argument.unwrap_or(located))
    }

    fn written_type(&self, id: TypeRefId) -> Option<Located> {
        let source = self.source_map.type_syntax(id).ok()?;
        let node = self.node(source.map(|ptr| ptr.syntax_node_ptr()));
        self.map(node.map(|node| node.text_range()))
    }

    fn self_param(&self) -> Option<Located> {
        let source = self.source_map.self_param_syntax()?;
        let node = self.node(source.map(|ptr| ptr.syntax_node_ptr()));
        let range = node.map(|node| {
            ast::SelfParam::cast(node.clone())
                .and_then(|param| param.name())
                .map_or(node.text_range(), |name| name.syntax().text_range())
        });
        self.map(range)
    }

    /// The statement that an expression is, or initialises.
    fn statement(&self, id: ExprId) -> Option<Located> {
        let node = self.outermost(self.expr_node(id)?);
        let range = node.as_ref().map(|node| {
            node.ancestors()
                .take_while(|it| !ast::BlockExpr::can_cast(it.kind()) || it == node)
                .find(|it| ast::Stmt::can_cast(it.kind()) && !ast::Item::can_cast(it.kind()))
                .map_or(node.text_range(), |it| it.text_range())
        });
        self.map(range)
    }

    fn node(&self, ptr: InFile<SyntaxNodePtr>) -> InFile<SyntaxNode> {
        let root = self.root(ptr.file_id);
        ptr.map(|ptr| ptr.to_node(&root))
    }

    fn root(&self, file: HirFileId) -> SyntaxNode {
        let mut roots = self.roots.borrow_mut();
        if let Some((_, root)) = roots.iter().find(|(known, _)| *known == file) {
            return root.clone();
        }
        let root = file.parse_or_expand(self.db);
        roots.push((file, root.clone()));
        root
    }

    fn map(&self, range: InFile<TextRange>) -> Option<Located> {
        let macro_file = match range.file_id {
            HirFileId::FileId(file) => {
                return (file == self.file).then(|| written(range.value));
            }
            HirFileId::MacroFile(file) => file,
        };
        if let Some((range, context)) = range.original_node_file_range_opt(self.db)
            && context.is_root()
            && range.file_id == self.file
        {
            return Some(written(range.range));
        }
        let call = macro_file
            .loc(self.db)
            .kind
            .original_call_range_with_input(self.db);
        (call.file_id == self.file).then(|| Located {
            span: span(call.range),
            in_macro: true,
        })
    }

    fn last_character(&self, located: Located) -> Located {
        let text = self.file.file_id(self.db);
        let text = ra_ap_base_db::SourceDatabase::file_text(self.db, text);
        let text = text.text(self.db);
        let Span { start, end } = located.span;
        let length = text
            .get(start as usize..end as usize)
            .and_then(|text| text.chars().next_back())
            .map_or(0, |last| last.len_utf8() as u32);
        Located {
            span: Span {
                start: end - length,
                end,
            },
            in_macro: located.in_macro,
        }
    }
}

/// The node's range from behind its outer attributes.
fn without_attributes(node: &SyntaxNode) -> TextRange {
    let start = node
        .children_with_tokens()
        .find(|it| !it.kind().is_trivia() && it.kind() != ra_ap_syntax::SyntaxKind::ATTR)
        .map_or(node.text_range().start(), |it| it.text_range().start());
    TextRange::new(start, node.text_range().end())
}

/// Whether two nodes cover the same tokens, apart from white space and comments around.
fn same_tokens(a: &SyntaxNode, b: &SyntaxNode) -> bool {
    let trimmed = |node: &SyntaxNode| {
        let first = std::iter::successors(node.first_token(), |it| it.next_token())
            .find(|it| !it.kind().is_trivia());
        let last = std::iter::successors(node.last_token(), |it| it.prev_token())
            .find(|it| !it.kind().is_trivia());
        (
            first.map(|it| it.text_range().start()),
            last.map(|it| it.text_range().end()),
        )
    };
    trimmed(a) == trimmed(b)
}

/// What the pattern is matched against, if it stands for the whole value.
fn scrutinee(pat: &SyntaxNode) -> Option<SyntaxNode> {
    let parent = pat.parent()?;
    let expr = match_ast! {
        match parent {
            ast::LetStmt(it) => it.initializer()?,
            ast::LetExpr(it) => it.expr()?,
            ast::MatchArm(_) => {
                let outer = parent.ancestors().find_map(ast::MatchExpr::cast)?;
                outer.expr()?
            },
            _ => return None,
        }
    };
    Some(expr.syntax().clone())
}

/// The parenthesised expressions directly around an expression, from inside out.
fn parentheses(node: &SyntaxNode) -> impl Iterator<Item = SyntaxNode> {
    node.ancestors()
        .skip(1)
        .take_while(|it| ast::ParenExpr::can_cast(it.kind()))
}

/// The item's range and its body's range.
fn item_source(db: &dyn HirDatabase, def: DefWithBodyId) -> Option<InFile<(TextRange, TextRange)>> {
    let both = |item: &SyntaxNode, body: Option<&SyntaxNode>| {
        (item.text_range(), body.unwrap_or(item).text_range())
    };
    Some(match def {
        DefWithBodyId::FunctionId(id) => id.lookup(db).source(db).map(|it| {
            both(
                it.syntax(),
                ast::Fn::body(&it).as_ref().map(|body| body.syntax()),
            )
        }),
        DefWithBodyId::ConstId(id) => id
            .lookup(db)
            .source(db)
            .map(|it| both(it.syntax(), it.body().as_ref().map(|body| body.syntax()))),
        DefWithBodyId::StaticId(id) => id
            .lookup(db)
            .source(db)
            .map(|it| both(it.syntax(), it.body().as_ref().map(|body| body.syntax()))),
        DefWithBodyId::VariantId(id) => id.lookup(db).source(db).map(|it| both(it.syntax(), None)),
    })
}

fn expr_id(raw: u32) -> ExprId {
    ExprId::from_raw(raw.into())
}

fn pat_id(raw: u32) -> PatId {
    PatId::from_raw(raw.into())
}

fn written(range: TextRange) -> Located {
    Located {
        span: span(range),
        in_macro: false,
    }
}

fn span(range: TextRange) -> Span {
    Span {
        start: range.start().into(),
        end: range.end().into(),
    }
}
