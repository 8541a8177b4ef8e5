package value

// Tables of built-in methods, one a type; the files named after the type fill them.
var (
	stringMethods, arrayMethods, numberMethods, dateMethods, regexpMethods, booleanMethods, objectMethods, funcMethods map[string]method
)

func (r *Regexp) property(name string) (Value, bool) { return nil, false }
