// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {DeadlinePassed} from "src/Errors.sol";
import {Ledger} from "src/Ledger.sol";
import {PAYMENT_TYPEHASH, Payment} from "src/types/Payment.sol";

import {Agent} from "../mocks/Agent.sol";
import {Payee} from "../mocks/Payee.sol";
import {LedgerBase} from "./LedgerBase.sol";

// payFor
// ├── when the payer signed it
// │   ├── given 65 bytes, 64 bytes, or a contract's own form (ERC-1271)
// │   │   └── it pays, whoever submits
// │   ├── it emits NonceSpent, Transfer in the payer's name, and Paid
// │   └── given a restricted series: the operator is the payer
// ├── when the deadline has passed: it reverts
// ├── when the nonce was used or cancelled: it reverts
// ├── when any field differs from what was signed: it reverts
// ├── when the signature is the twin of a good one: it reverts
// ├── when the signature is too short, or the payer is nobody: it reverts
// ├── when it was signed for another chain or another Ledger: it reverts
// └── when the payee submits it again within the call: it reverts
contract LedgerPayForTest is LedgerBase {
    function test_pays(uint256 amount, bytes32 key, bytes calldata data, uint256 nonce, address relayer) public {
        _fund(alice.account, amount);
        Payment memory payment = _payment(alice.account, amount, nonce);
        payment.key = key;
        address account = ledger.accountOf(address(payee), key);
        bytes memory signature = _sign(alice, ledger.digestOf(payment, data));

        vm.prank(relayer);
        vm.expectEmit(address(ledger));
        emit Ledger.NonceSpent(alice.account, nonce);
        _expectTransfer(alice.account, alice.account, account, id, amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Paid(alice.account, address(payee), key, id, amount);
        ledger.payFor(payment, data, signature);

        _assertBalance(account, id, amount);
        assertTrue(ledger.isNonceSpent(alice.account, nonce));
        (address payer,,,, bytes memory data_) = payee.received();
        assertEq(payer, alice.account);
        assertEq(data_, data);
    }

    function test_pays_whenSignatureIsCompact(uint128 amount, uint256 nonce) public {
        _fund(alice.account, amount);
        Payment memory payment = _payment(alice.account, amount, nonce);

        ledger.payFor(payment, "", _signCompact(alice, ledger.digestOf(payment, "")));

        _assertBalance(ledger.accountOf(address(payee), KEY), id, amount);
    }

    function test_pays_whenPayerIsContract(uint128 amount, bytes calldata signature) public {
        Agent wallet = new Agent();
        _fund(address(wallet), amount);
        Payment memory payment = _payment(address(wallet), amount, 0);
        wallet.accept(ledger.digestOf(payment, ""), signature);

        ledger.payFor(payment, "", signature);

        _assertBalance(ledger.accountOf(address(payee), KEY), id, amount);
    }

    function test_reverts_whenContractDoesNotAccept(uint128 amount, bytes calldata signature) public {
        Agent wallet = new Agent();
        _fund(address(wallet), amount);
        Payment memory payment = _payment(address(wallet), amount, 0);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, address(wallet)));
        ledger.payFor(payment, "", signature);
    }

    function test_operatorIsPayer_whenRestricted(uint128 amount, address relayer) public {
        issuer.issue(RESTRICTED, alice.account, amount);
        Payment memory payment = _payment(alice.account, amount, 0);
        payment.id = restrictedId;
        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));

        vm.prank(relayer);
        ledger.payFor(payment, "", signature);

        (address operator,,,,) = issuer.asked();
        assertEq(operator, alice.account);
    }

    function test_reverts_whenDeadlinePassed(uint128 amount, uint40 late) public {
        Payment memory payment = _payment(alice.account, amount, 0);
        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));
        vm.warp(payment.deadline + uint256(bound(late, 1, type(uint40).max)));

        vm.expectRevert(abi.encodeWithSelector(DeadlinePassed.selector, payment.deadline));
        ledger.payFor(payment, "", signature);
    }

    function test_reverts_whenNonceWasSpent(uint128 amount, uint256 nonce) public {
        _fund(alice.account, 2 * uint256(amount));
        Payment memory payment = _payment(alice.account, amount, nonce);
        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));
        ledger.payFor(payment, "", signature);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NonceAlreadySpent.selector, alice.account, nonce));
        ledger.payFor(payment, "", signature);
    }

    function test_reverts_whenAnyFieldDiffers(uint256 field, uint128 amount, uint160 other) public {
        other = uint160(bound(other, 1, type(uint160).max - 1));
        field = bound(field, 0, 6);
        _fund(alice.account, amount);
        Payment memory payment = _payment(alice.account, amount, 0);
        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));

        bytes memory data;
        unchecked {
            if (field == 0) payment.payee = address(uint160(payment.payee) + other);
            if (field == 1) payment.key = bytes32(uint256(payment.key) + other);
            if (field == 2) payment.id += other;
            if (field == 3) payment.amount += other;
            if (field == 4) payment.nonce += other;
            if (field == 5) payment.deadline += uint40(bound(other, 1, type(uint32).max));
            if (field == 6) data = abi.encode(other);
        }

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, alice.account));
        ledger.payFor(payment, data, signature);
    }

    function test_reverts_whenPayerDiffers(uint128 amount) public {
        _fund(bob.account, amount);
        Payment memory payment = _payment(bob.account, amount, 0);

        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, bob.account));
        ledger.payFor(payment, "", signature);
    }

    function test_reverts_whenSignatureIsTwin(uint128 amount, uint256 nonce) public {
        _fund(alice.account, amount);
        Payment memory payment = _payment(alice.account, amount, nonce);
        bytes32 digest = ledger.digestOf(payment, "");
        bytes memory twin = _twin(_sign(alice, digest));
        (bytes32 r, bytes32 s, uint8 v) = _split(twin);
        assertEq(ecrecover(digest, v, r, s), alice.account);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, alice.account));
        ledger.payFor(payment, "", twin);
    }

    function test_reverts_whenSignatureHasOtherLength(bytes calldata signature) public {
        vm.assume(signature.length != 64 && signature.length != 65);
        Payment memory payment = _payment(alice.account, 0, 0);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, alice.account));
        ledger.payFor(payment, "", signature);
    }

    function test_reverts_whenPayerIsNobody(bytes32 r, bytes32 s, uint8 v) public {
        Payment memory payment = _payment(address(0), 0, 0);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, address(0)));
        ledger.payFor(payment, "", abi.encodePacked(r, s, v));
    }

    function test_reverts_whenSignedForAnotherChain(uint128 amount, uint64 chainId) public {
        vm.assume(chainId != 0 && chainId != block.chainid);
        _fund(alice.account, amount);
        Payment memory payment = _payment(alice.account, amount, 0);
        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));
        vm.chainId(chainId);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, alice.account));
        ledger.payFor(payment, "", signature);
    }

    function test_reverts_whenSignedForAnotherLedger(uint128 amount) public {
        _fund(alice.account, amount);
        Payment memory payment = _payment(alice.account, amount, 0);
        bytes memory signature = _sign(alice, Ledger(_deploy("Ledger")).digestOf(payment, ""));

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotSignedBy.selector, alice.account));
        ledger.payFor(payment, "", signature);
    }

    function test_paysOnce_whenPayeeSubmitsAgain(uint128 amount) public {
        _fund(alice.account, 2 * uint256(amount));
        Payment memory payment = _payment(alice.account, amount, 0);
        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));
        payee.arm(address(ledger), abi.encodeCall(Ledger.payFor, (payment, "", signature)));

        ledger.payFor(payment, "", signature);

        assertFalse(payee.succeeded());
        assertEq(payee.result(), abi.encodeWithSelector(Ledger.NonceAlreadySpent.selector, alice.account, 0));
        _assertBalance(alice.account, id, amount);
    }

    /// @dev Spelled out a second time, as a wallet does from the type alone.
    function test_digestIsTypedData(Payment memory payment, bytes memory data) public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Concordat Ledger"),
                keccak256("1"),
                block.chainid,
                address(ledger)
            )
        );
        bytes32 typehash = keccak256(
            "Payment(address payer,address payee,bytes32 key,uint256 id,uint256 amount,bytes data,uint256 nonce,uint40 deadline)"
        );
        bytes memory head = abi.encode(
            typehash, payment.payer, payment.payee, payment.key, payment.id, payment.amount, keccak256(data)
        );
        bytes32 structHash = keccak256(bytes.concat(head, abi.encode(payment.nonce, payment.deadline)));

        assertEq(PAYMENT_TYPEHASH, typehash);
        assertEq(ledger.digestOf(payment, data), keccak256(abi.encodePacked(hex"1901", domain, structHash)));
    }

    function _payment(address payer, uint256 amount, uint256 nonce) private view returns (Payment memory) {
        return Payment(payer, address(payee), KEY, id, amount, nonce, uint40(block.timestamp + 1 hours));
    }
}
