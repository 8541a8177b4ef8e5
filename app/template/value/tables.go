package value

// The built-in methods, one table a type; the file named after the type fills
// its own.
var stringMethods, arrayMethods, numberMethods, dateMethods,
	regexpMethods, booleanMethods, objectMethods, funcMethods map[string]method
