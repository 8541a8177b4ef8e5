package filter

import "apercu/app/template/value"

// builtins are the filters of nunjucks 3.2.4, each in the file of its family.
var builtins map[string]Func

func init() {
	builtins = map[string]Func{
		"abs":         abs,
		"batch":       batch,
		"capitalize":  onSafeText("toLowerCase", capitalize),
		"center":      center,
		"d":           default_,
		"default":     default_,
		"dictsort":    dictsort,
		"dump":        dump,
		"e":           escape,
		"escape":      escape,
		"first":       first,
		"float":       float,
		"forceescape": forceescape,
		"groupby":     groupby,
		"indent":      indent,
		"int":         int_,
		"join":        join,
		"last":        last,
		"length":      length,
		"list":        list,
		"lower":       onText("toLowerCase", value.ToLower),
		"nl2br":       nl2br,
		"random":      random,
		"reject":      selectOrReject(false),
		"rejectattr":  selectOrRejectAttr(false),
		"replace":     replace,
		"reverse":     reverse,
		"round":       round,
		"safe":        safe,
		"select":      selectOrReject(true),
		"selectattr":  selectOrRejectAttr(true),
		"slice":       slice,
		"sort":        sort,
		"string":      string_,
		"striptags":   striptags,
		"sum":         sum,
		"title":       onSafeText("split", title),
		"trim":        trim,
		"truncate":    truncate,
		"upper":       onText("toUpperCase", value.ToUpper),
		"urlencode":   urlencode,
		"urlize":      urlize,
		"wordcount":   wordcount,
	}
}
