package syntax

// Walk calls visit for every node of a body, parents before children, in the
// order of the text; a visit that answers false is not shown the children.
// Expressions are nodes too.
func Walk(body []Node, visit func(Node) bool) {
	for _, n := range body {
		walkNode(n, visit)
	}
}

func walkNode(n Node, visit func(Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	if e, ok := n.(Expr); ok {
		walkChildren(e, visit)
		return
	}
	switch n := n.(type) {
	case *Output:
		walkExprs(visit, n.Value)
	case *If:
		walkExprs(visit, n.Cond)
		Walk(n.Body, visit)
		Walk(n.Else, visit)
	case *For:
		walkExprs(visit, n.Targets...)
		walkExprs(visit, n.Iter)
		Walk(n.Body, visit)
		Walk(n.Else, visit)
	case *Set:
		walkExprs(visit, n.Targets...)
		walkExprs(visit, n.Value)
		Walk(n.Body, visit)
	case *Switch:
		walkExprs(visit, n.Value)
		for _, c := range n.Cases {
			walkExprs(visit, c.Value)
			Walk(c.Body, visit)
		}
		Walk(n.Default, visit)
	case *Block:
		Walk(n.Body, visit)
	case *Extends:
		walkExprs(visit, n.Template)
	case *Include:
		walkExprs(visit, n.Template)
	case *Import:
		walkExprs(visit, n.Template, n.Target)
	case *FromImport:
		walkExprs(visit, n.Template)
		for _, name := range n.Names {
			walkExprs(visit, name.Name, name.Alias)
		}
	case *Macro:
		walkExprs(visit, n.Name)
		walkArgs(visit, n.Params)
		Walk(n.Body, visit)
	case *CallBlock:
		walkExprs(visit, n.Call)
	case *FilterBlock:
		walkExprs(visit, n.Filter)
	case *Tag:
		walkArgs(visit, n.Args)
		Walk(n.Body, visit)
	case *Unknown:
		Walk(n.Body, visit)
	case *Bad:
		Walk(n.Body, visit)
	}
}

func walkChildren(e Expr, visit func(Node) bool) {
	switch e := e.(type) {
	case *Group:
		walkExprs(visit, e.Items...)
	case *Array:
		walkExprs(visit, e.Items...)
	case *Dict:
		walkPairs(visit, e.Pairs)
	case *Member:
		walkExprs(visit, e.Target, e.Key)
	case *Call:
		walkExprs(visit, e.Callee)
		walkArgs(visit, e.Args)
	case *Filter:
		walkExprs(visit, e.Input)
		walkArgs(visit, e.Args)
	case *Capture:
		Walk(e.Body, visit)
	case *Caller:
		walkArgs(visit, e.Params)
		Walk(e.Body, visit)
	case *Binary:
		walkExprs(visit, e.Left, e.Right)
	case *Unary:
		walkExprs(visit, e.X)
	case *Compare:
		walkExprs(visit, e.First)
		for _, o := range e.Rest {
			walkExprs(visit, o.X)
		}
	case *Is:
		walkExprs(visit, e.Left, e.Right)
	case *InlineIf:
		walkExprs(visit, e.Value, e.Cond, e.Else)
	}
}

func walkExprs(visit func(Node) bool, es ...Expr) {
	for _, e := range es {
		if e != nil {
			walkNode(e, visit)
		}
	}
}

func walkArgs(visit func(Node) bool, a Args) {
	walkExprs(visit, a.Positional...)
	walkPairs(visit, a.Keyword)
}

func walkPairs(visit func(Node) bool, ps []Pair) {
	for _, p := range ps {
		walkExprs(visit, p.Key, p.Value)
	}
}
