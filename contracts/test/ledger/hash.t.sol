// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";
import {PAYMENT_TYPEHASH, Payment} from "src/types/Payment.sol";

import {HashVectors} from "../HashVectors.t.sol";

/// Branch tree of vectors/hashes.json:
/// ├── payFor: struct hash and digest are the wallet's
/// └── accounts: an owner's key names the account that TypeScript computes
contract LedgerHashTest is HashVectors {
    Ledger private _ledger;

    function setUp() public override {
        super.setUp();
        _ledger = Ledger(_deployAt(".contracts.ledger", "Ledger", ""));
    }

    function test_paymentsHashLikeTheWallet() public view {
        _each(".payFor", _comparePayment);
    }

    function _comparePayment(string memory at) private view {
        Payment memory payment = abi.decode(_data(at, ".payment"), (Payment));
        assertEq(_ledger.digestOf(payment, _data(at, ".data")), _hash(at, ".digest"), "digest");
        bytes32 structHash = _structHash(payment, _data(at, ".data"));
        assertEq(structHash, _hash(at, ".structHash"), "struct hash");
    }

    function _structHash(Payment memory payment, bytes memory data) private pure returns (bytes32) {
        bytes memory head = abi.encode(PAYMENT_TYPEHASH, payment.payer, payment.payee, payment.key, payment.id);
        bytes memory tail = abi.encode(payment.amount, keccak256(data), payment.nonce, payment.deadline);
        return keccak256(bytes.concat(head, tail));
    }

    function test_accountsStandWhereTypeScriptSays() public view {
        _each(".accounts", _compareAccount);
    }

    function _compareAccount(string memory at) private view {
        address account = _ledger.accountOf(_account(at, ".owner"), _hash(at, ".key"));
        assertEq(account, _account(at, ".account"), "account");
        assertEq(keccak256(vm.getCode("out/Inlet.sol/Inlet.json")), _hash(at, ".inletCodeHash"), "inlet");
    }
}
