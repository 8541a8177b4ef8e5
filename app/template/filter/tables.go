package filter

var builtins = map[string]Func{
	"e": escape, "escape": escape, "forceescape": forceescape, "safe": safe,
}
