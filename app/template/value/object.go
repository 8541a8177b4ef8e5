package value

// This file holds Object.prototype, and what booleans and functions answer.

func init() {
	text := func(this Value, _ []Value) (Value, error) { return ToString(this), nil }
	self := func(this Value, _ []Value) (Value, error) { return this, nil }
	objectMethods = map[string]method{
		"hasOwnProperty":       objectHasOwn,
		"isPrototypeOf":        func(Value, []Value) (Value, error) { return false, nil },
		"propertyIsEnumerable": objectHasOwn,
		"toLocaleString":       text,
		"toString":             text,
		"valueOf":              self,
	}
	booleanMethods = map[string]method{"toString": text, "valueOf": self}
	funcMethods = map[string]method{
		"apply":    funcApply,
		"call":     funcCall,
		"toString": text,
	}
}

func objectHasOwn(this Value, args []Value) (Value, error) {
	return Bool(this.(*Object).Has(ToKey(arg(args, 0)))), nil
}

// funcCall is Function.prototype.call; "this" means nothing to our functions.
func funcCall(this Value, args []Value) (Value, error) {
	if len(args) > 0 {
		args = args[1:]
	}
	return this.(*Func).Call(args, nil)
}

func funcApply(this Value, args []Value) (Value, error) {
	if a, ok := arg(args, 1).(*Array); ok {
		return this.(*Func).Call(a.Elems, nil)
	}
	return this.(*Func).Call(nil, nil)
}
