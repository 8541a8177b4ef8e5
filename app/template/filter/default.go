package filter

import "apercu/app/template/value"

// default_ replaces undefined, or anything false when its second argument is
// true. null stays null.
var default_ = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	if value.Truthy(arg(args, 1)) {
		return or(in, arg(args, 0)), nil
	}
	if in != nil {
		return in, nil
	}
	return arg(args, 0), nil
})

// dump is JSON.stringify, indented when asked.
var dump = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	return value.ToJSON(in, arg(args, 0))
})
