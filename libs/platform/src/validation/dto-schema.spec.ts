import { plainToInstance, Type } from 'class-transformer';
import {
  Allow,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import { compileValidator } from './compile-validator';
import { dtoSchema } from './dto-schema';

class Child {
  @IsInt()
  size!: number;
}

class Various {
  @IsOptional()
  @IsString()
  nick?: string | null;

  @Matches(/^a+$/i)
  word!: string;

  @MinLength(2)
  @MaxLength(3)
  name!: string;

  @Matches(/^[A-Z]/u)
  @Matches(/\d$/u)
  code!: string;

  @IsIn(['red', 7, null])
  choice!: unknown;

  @IsBoolean()
  flag!: boolean;

  @IsArray()
  @IsInt({ each: true })
  @ArrayUnique()
  numbers!: number[];

  @IsDefined()
  @ValidateNested()
  @Type(() => Child)
  child!: Child;

  @IsEmail({}, { message: 'must be the address of a human' })
  mail!: string;

  @Min(0)
  @IsInt()
  @Max(9)
  digit!: number;

  @Allow()
  whatever?: unknown;
}

const valid = {
  word: 'Aaa',
  name: 'ab',
  code: 'A7',
  choice: 'red',
  flag: false,
  numbers: [1, 2],
  child: { size: 1 },
  mail: 'a@b.example',
  digit: 3,
};

const faultsOf = compileValidator(Various);

const VALUES: unknown[] = [
  null,
  true,
  -1,
  0,
  3,
  7,
  9,
  10,
  1.5,
  '',
  'a',
  'AaA',
  'A7',
  'x7',
  'ab',
  'abc',
  'abcd',
  '👍🏽',
  '👍\ufe0f👍\ufe0f👍\ufe0f',
  'red',
  'a@b.example',
  'a@b',
  {},
  { size: 2 },
  { size: 'x' },
  { size: 1, more: 1 },
  [],
  [1],
  [1, 1],
  [1, 'a'],
];

describe('dtoSchema', () => {
  it('takes a value that every decorator takes', () => {
    expect(faultsOf(valid)).toBeNull();
    expect(faultsOf({ ...valid, nick: null, whatever: { any: ['thing'] } })).toBeNull();
  });

  it.each([
    ['word', 'must match /^a+$/i regular expression'],
    ['choice', 'must be one of "red", 7, null'],
    ['flag', 'must be true or false'],
    ['mail', 'must be the address of a human'],
    ['digit', 'must be an integer between 0 and 9'],
    ['child', 'must be an object'],
    ['nick', 'must be text'],
  ])('words a fault of %s so that a human can mend it', (member, detail) => {
    expect(faultsOf({ ...valid, [member]: 1.5 })).toEqual([{ pointer: `/${member}`, detail }]);
  });

  it('decides as class-validator does, whatever stands where', () => {
    const changes = fc.dictionary(
      fc.constantFrom(...Object.keys(valid), 'nick', 'whatever', 'unknown'),
      fc.option(fc.constantFrom(...VALUES), { nil: undefined }),
      { maxKeys: 2 },
    );
    fc.assert(
      fc.property(changes, (changed) => {
        // Taken apart, because class-validator lets the elements of an array stand for the object.
        fc.pre(!Array.isArray(changed['child']));
        const value = JSON.parse(JSON.stringify({ ...valid, ...changed })) as object;
        const rules = { whitelist: true, forbidNonWhitelisted: true };
        const isValid = validateSync(plainToInstance(Various, value), rules).length === 0;
        expect({ value, isValid: faultsOf(value) === null }).toEqual({ value, isValid });
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows a DTO that contains itself', () => {
    class Tree {
      @IsInt()
      leaf!: number;

      @IsArray()
      @ValidateNested({ each: true })
      @Type(() => Tree)
      branches!: Tree[];
    }
    const treeFaults = compileValidator(Tree);
    const tree = { leaf: 1, branches: [{ leaf: 2, branches: [] }] };
    expect(treeFaults(tree)).toBeNull();
    const broken = { leaf: 1, branches: [{ leaf: 'x', branches: [] }] };
    expect(treeFaults(broken)).toMatchObject([{ pointer: '/branches/0/leaf' }]);
  });

  it('refuses decorators whose verdict depends on other members', () => {
    class Dependent {
      @ValidateIf((dto: Dependent) => dto.other === 1)
      @IsInt()
      one?: number;

      @IsOptional()
      @IsInt()
      other?: number;
    }
    expect(() => dtoSchema(Dependent)).toThrow(
      "Dependent.one: only conditions on the member's own",
    );
  });

  it('refuses what it cannot judge: promises, no decorators, arrays of who knows what', () => {
    const IsFree: PropertyDecorator = (target, propertyName) =>
      registerDecorator({
        name: 'isFree',
        async: true,
        target: target.constructor,
        propertyName: String(propertyName),
        validator: { validate: () => Promise.resolve(true) },
      });
    class Asynchronous {
      @IsFree
      name!: string;
    }
    class Untyped {
      @ValidateNested({ each: true })
      all!: Child[];
    }
    class Bare {}
    expect(() => dtoSchema(Asynchronous)).toThrow('@isFree cannot be judged');
    expect(() => dtoSchema(Untyped)).toThrow('needs @Type()');
    expect(() => dtoSchema(Bare)).toThrow('no class-validator decorators');
  });
});
