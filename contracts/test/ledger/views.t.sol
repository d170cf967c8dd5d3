// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {depositNonce, paymentNonce} from "src/types/Payment.sol";

import {LedgerBase} from "./LedgerBase.sol";

// name, symbol, decimals, tokenURI
// ├── given a token: they are the token's
// ├── given an issued series: they are the issuer's
// └── given neither: they are empty
// accountOf
// ├── it is the CREATE2 address of the inlet
// └── no two owners or keys share one
// supportsInterface
// └── it knows ERC-165 and ERC-6909
contract LedgerViewsTest is LedgerBase {
    function test_metadata_whenToken() public view {
        assertEq(ledger.name(id), "Test Dollar");
        assertEq(ledger.symbol(id), "TUSD");
        assertEq(ledger.decimals(id), 6);
        assertEq(ledger.tokenURI(id), "");
    }

    function test_metadata_whenIssued(uint96 series) public view {
        vm.assume(series != 0);
        uint256 issued = _idOf(series, address(issuer));

        assertEq(ledger.name(issued), "UNIT");
        assertEq(ledger.symbol(issued), "UNIT");
        assertEq(ledger.decimals(issued), uint8(series));
    }

    function test_metadata_whenNeither(uint96 series) public {
        address account = makeAddr("nothing there");
        uint256 orphan = _idOf(series, account);

        assertEq(ledger.name(orphan), "");
        assertEq(ledger.symbol(orphan), "");
        assertEq(ledger.decimals(orphan), 0);
    }

    function test_decimalsIsZero_whenIssuersNumberDoesNotFit(uint96 series, uint256 number) public {
        vm.assume(series != 0);
        number = bound(number, 256, type(uint256).max);
        vm.mockCall(address(issuer), abi.encodeWithSelector(issuer.decimals.selector), abi.encode(number));

        assertEq(ledger.decimals(_idOf(series, address(issuer))), 0);
    }

    function test_accountOf_isCreate2(address owner, bytes32 key) public view {
        bytes32 salt = keccak256(abi.encode(owner, key));
        bytes32 initCodeHash = keccak256(vm.getCode("out/Inlet.sol/Inlet.json"));

        assertEq(ledger.INLET_HASH(), initCodeHash);
        assertEq(ledger.accountOf(owner, key), vm.computeCreate2Address(salt, initCodeHash, address(ledger)));
    }

    function test_accountOf_isUnique(address owner, bytes32 key, address other, bytes32 otherKey) public view {
        vm.assume(owner != other || key != otherKey);
        assertNotEq(ledger.accountOf(owner, key), ledger.accountOf(other, otherKey));
    }

    function test_noncesBindEveryTerm(address to, bytes32 key, bytes32 data, uint256 minUnits, bytes32 salt)
        public
        pure
    {
        assertEq(depositNonce(to, minUnits, salt), keccak256(abi.encode(bytes32("deposit"), to, minUnits, salt)));
        assertEq(
            paymentNonce(to, key, data, minUnits, salt),
            keccak256(abi.encode(bytes32("pay"), to, key, data, minUnits, salt))
        );
    }

    function test_supportsInterface(bytes4 other) public view {
        vm.assume(other != 0x01ffc9a7 && other != 0x0f632fb3);
        assertTrue(ledger.supportsInterface(0x01ffc9a7));
        assertTrue(ledger.supportsInterface(0x0f632fb3));
        assertFalse(ledger.supportsInterface(other));
    }
}
