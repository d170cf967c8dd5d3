// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";

import {Ledger} from "src/Ledger.sol";
import {Confirmations} from "src/types/Fact.sol";

/// @notice What every test needs: the Ledger, named accounts whose keys are known, and signatures in both lengths.
abstract contract Base is Test {
    struct Signer {
        address account;
        uint256 key;
    }

    /// @dev The order of secp256k1.
    uint256 internal constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    Ledger internal ledger;
    Signer internal alice;
    Signer internal bob;
    Signer internal carol;

    function setUp() public virtual {
        ledger = Ledger(_deploy("Ledger"));
        alice = _signer("alice");
        bob = _signer("bob");
        carol = _signer("carol");
    }

    /* CONTRACTS */

    /// @dev The contract as the default profile built it for the chain; `deployCode` by name would take this test's build.
    function _deploy(string memory name) internal returns (address) {
        return _deploy(name, "");
    }

    function _deploy(string memory name, bytes memory arguments) internal returns (address) {
        return deployCode(string.concat("out/", name, ".sol/", name, ".json"), arguments);
    }

    /* ACCOUNTS */

    function _signer(string memory label) internal returns (Signer memory signer) {
        (signer.account, signer.key) = makeAddrAndKey(label);
    }

    /// @dev `count` signers named label0, label1, ...
    function _signers(string memory label, uint256 count) internal returns (Signer[] memory signers) {
        signers = new Signer[](count);
        for (uint256 i; i < count; ++i) {
            signers[i] = _signer(string.concat(label, vm.toString(i)));
        }
    }

    function _accounts(Signer[] memory signers) internal pure returns (address[] memory accounts) {
        accounts = new address[](signers.length);
        for (uint256 i; i < signers.length; ++i) {
            accounts[i] = signers[i].account;
        }
    }

    /* SIGNATURES */

    /// @dev 65 bytes: r, s, v.
    function _sign(Signer memory signer, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signer.key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev 64 bytes of ERC-2098: r, vs.
    function _signCompact(Signer memory signer, bytes32 digest) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 vs) = vm.signCompact(signer.key, digest);
        return abi.encodePacked(r, vs);
    }

    /// @dev The other signature of 65 bytes that recovers to the same account.
    function _twin(bytes memory signature) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 s, uint8 v) = _split(signature);
        return abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
    }

    function _split(bytes memory signature) internal pure returns (bytes32 r, bytes32 s, uint8 v) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }

    /// @dev The confirmations of a digest by the attestors whose bit is set in `mask`.
    function _confirm(Signer[] memory attestors, uint32 mask, bytes32 digest)
        internal
        pure
        returns (Confirmations memory confirmations)
    {
        confirmations.mask = mask;
        for (uint256 i; i < attestors.length; ++i) {
            if (mask >> i & 1 == 0) continue;
            confirmations.signatures = bytes.concat(confirmations.signatures, _signCompact(attestors[i], digest));
        }
    }

    /* IDS */

    function _idOf(address token) internal pure returns (uint256) {
        return uint160(token);
    }

    function _idOf(uint96 series, address issuer) internal pure returns (uint256) {
        return uint256(series) << 160 | uint160(issuer);
    }

    /* UNITS */

    /// @dev Gives `account` units of `id` by issuing from whoever stands behind it; the series must not be 0.
    function _issue(uint256 id, address account, uint256 amount) internal {
        vm.prank(address(uint160(id)));
        ledger.issue(uint96(id >> 160), account, amount);
    }
}
